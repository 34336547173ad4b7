package dev.deucalion.tsdb.restart;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.ChunkData;
import java.io.IOException;

/** Gets what a restart file has: all series, their second refs, then records. */
public interface RestartConsumer {
  /** A series without samples. */
  void noSamples(long logRef, Labels labels) throws IOException;

  /** A series whose samples are all in full chunks, with its last one. */
  void allFull(long logRef, Labels labels, long lastTimeMs, long lastValueBits) throws IOException;

  /** A series with an open chunk of floats; what is in the object is good for this call. */
  void openFloats(long logRef, Labels labels, OpenFloats open) throws IOException;

  /** A series with an open chunk of histograms, which is good for this call. */
  void openHistograms(long logRef, Labels labels, ChunkData chunk) throws IOException;

  /**
   * A ref by which an older part of the log names a series.
   *
   * @param logRef the ref under which the series was given, if it was
   */
  void secondRef(long secondRef, long logRef) throws IOException;

  /** A record as the log has it. */
  void record(byte[] bytes, int from, int length) throws IOException;
}
