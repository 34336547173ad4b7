package dev.deucalion.storage;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One batch of samples, such as one scrape: readers see all of it or nothing, and so does a
 * restart.
 *
 * <p>Order of calls: any number of {@link #seriesRef} and {@link #append}, then {@link #commit} or
 * {@link #rollback}, once. {@link #close} without either rolls back, so a try-with-resources block
 * is safe. Not thread-safe.
 */
public interface Appender extends AutoCloseable {
  /** Never a series. */
  long NO_SERIES = 0;

  /**
   * Finds the series of these labels, or creates it. The ref stays good until the store drops the
   * series; {@link #append} says {@link AppendResult#UNKNOWN_SERIES} from then on. A series that
   * got no committed sample is not seen by queries.
   *
   * @return a ref greater than {@link #NO_SERIES}
   * @throws IllegalArgumentException when the label set is empty
   */
  long seriesRef(Labels labels);

  /**
   * From now on refuses samples that are older than the newest of their series, also where the
   * store would take them late. A store that takes none late has nothing to do.
   */
  default void inOrderOnly() {}

  /** Ends what {@link #inOrderOnly} began: late samples are taken again where the store does. */
  default void inAnyOrder() {}

  /**
   * Adds a sample to the batch, unless the result says that it was refused. A refused sample leaves
   * the rest of the batch as it was.
   *
   * @param timeMs milliseconds since the epoch
   */
  AppendResult append(long seriesRef, long timeMs, double value);

  /**
   * Adds a native histogram to the batch; as {@link #append(long, long, double)}.
   *
   * @param timeMs milliseconds since the epoch
   */
  AppendResult append(long seriesRef, long timeMs, Histogram histogram);

  /**
   * Says since when the series has counted, before the sample at {@code timeMs} is appended: a
   * sample of nothing is added at the start, unless the series has one that is as new. A refusal is
   * what mostly happens, and nothing to speak of.
   *
   * @param startMs milliseconds since the epoch
   * @param histogram the sample to come where it is a histogram, null where it is a float
   */
  default AppendResult appendStart(
      long seriesRef, long timeMs, long startMs, @Nullable Histogram histogram) {
    return AppendResult.OUT_OF_ORDER;
  }

  /**
   * Adds an exemplar to the batch. One that the series' newest exemplar equals is taken silently,
   * and so is any where the store keeps none.
   */
  AppendResult appendExemplar(long seriesRef, Exemplar exemplar);

  /** Says from now on what a series measures; nothing happens where it is known already. */
  AppendResult updateMetadata(long seriesRef, Metadata metadata);

  /**
   * Writes the batch to the log and then makes it visible. When this returns, no end of the process
   * loses the batch.
   *
   * @throws IOException when the log could not be written; the batch is rolled back
   */
  void commit() throws IOException;

  /** Drops the batch. */
  void rollback();

  /** Rolls back unless committed or rolled back; may be called twice. */
  @Override
  void close();
}
