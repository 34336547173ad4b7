package dev.deucalion.tsdb.wal;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import java.io.IOException;

/**
 * Gets what the log holds, in its order. A ref is the number by which the log names a series; a
 * series may be said again, and then its labels are the same unless the log is that of a store that
 * forgot it in between.
 */
public interface WalConsumer {
  /** What a replay gives of a batch. */
  enum Wanted {
    /** All records. */
    ALL,
    /** All but the records of samples that came out of order. */
    IN_ORDER_ONLY,
    /** Neither it nor what is behind it in its segment, which is cut there. */
    NOTHING_MORE
  }

  /** A batch begins of which the log says what belongs to it. */
  default Wanted batch(BatchMark mark) {
    return Wanted.ALL;
  }

  /** A series and its ref. */
  void series(long ref, Labels labels) throws IOException;

  /** A float sample. */
  void sample(long ref, long timeMs, long valueBits) throws IOException;

  /** A native histogram. */
  default void histogram(long ref, long timeMs, Histogram histogram) throws IOException {}

  /** An exemplar of a series. */
  default void exemplar(long ref, Exemplar exemplar) throws IOException {}

  /** What a series measures from now on. */
  default void metadata(long ref, Metadata metadata) throws IOException {}

  /** Samples from one time to another, both included, were deleted. */
  default void tombstone(long ref, long minTimeMs, long maxTimeMs) throws IOException {}

  /** The samples of a series that came before are in a chunk of the chunk files. */
  default void chunkMarker(long ref, long chunkRef) throws IOException {}

  /** Everything in a record has been given. A batch may have several records. */
  void endRecord() throws IOException;
}
