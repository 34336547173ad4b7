package dev.deucalion.http.receive;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import org.jspecify.annotations.Nullable;

/**
 * Adds to one batch what belongs to one series after the other. A series is named by a hash; only
 * where no ref is known for that, or the store has dropped the series, its labels are asked for.
 * For one thread; used again after the next {@link #begin}.
 */
final class SeriesWriter {
  /** How far ahead of the server's clock a sample may be. */
  private static final long MAX_AHEAD_MS = 10 * 60_000;

  private final SeriesRefs refs;
  private @Nullable Appender appender;
  private @Nullable SeriesName name;
  private long maxTimeMs;
  private byte epoch;
  private long low;
  private long high;
  private long ref;

  SeriesWriter(SeriesRefs refs) {
    this.refs = refs;
  }

  /** Begins with a batch, which stays the caller's to commit or to roll back. */
  void begin(Appender batch, long nowMs) {
    appender = batch;
    maxTimeMs = nowMs + MAX_AHEAD_MS;
    epoch = SeriesRefs.epoch(nowMs);
  }

  /** Lets go of the batch. */
  void end() {
    appender = null;
    name = null;
  }

  /**
   * Goes to a series.
   *
   * @param hashLow lower half of the hash of what names it
   * @param hashHigh upper half
   * @param labels of this series until the next call
   * @return whether the name is valid; else nothing may be appended
   */
  boolean goTo(long hashLow, long hashHigh, SeriesName labels) throws WireException {
    low = hashLow;
    high = hashHigh;
    name = labels;
    ref = refs.find(low, high, epoch);
    return ref != SeriesRefs.ABSENT || create();
  }

  /**
   * Says since when the sample to come has counted. What cannot be told is left out: the sample
   * counts all the same.
   *
   * @param startMs 0 where that is not known
   * @param histogram the sample, null for a float
   */
  void start(long timeMs, long startMs, @Nullable Histogram histogram) throws WireException {
    if (startMs == 0 || timeMs == 0 || isTooFarAhead(timeMs)) {
      return;
    }
    AppendResult result = batch().appendStart(ref, timeMs, startMs, histogram);
    if (result == AppendResult.UNKNOWN_SERIES && create()) {
      batch().appendStart(ref, timeMs, startMs, histogram);
    }
  }

  AppendResult append(long timeMs, double value) throws WireException {
    if (isTooFarAhead(timeMs)) {
      return AppendResult.OUT_OF_BOUNDS;
    }
    AppendResult result = batch().append(ref, timeMs, value);
    return result == AppendResult.UNKNOWN_SERIES && create()
        ? batch().append(ref, timeMs, value)
        : result;
  }

  AppendResult append(long timeMs, Histogram histogram) throws WireException {
    if (isTooFarAhead(timeMs)) {
      return AppendResult.OUT_OF_BOUNDS;
    }
    AppendResult result = batch().append(ref, timeMs, histogram);
    return result == AppendResult.UNKNOWN_SERIES && create()
        ? batch().append(ref, timeMs, histogram)
        : result;
  }

  AppendResult append(Exemplar exemplar) throws WireException {
    if (isTooFarAhead(exemplar.timeMs())) {
      return AppendResult.OUT_OF_BOUNDS;
    }
    AppendResult result = batch().appendExemplar(ref, exemplar);
    return result == AppendResult.UNKNOWN_SERIES && create()
        ? batch().appendExemplar(ref, exemplar)
        : result;
  }

  /** Says what the series measures; false where that could not be kept. */
  boolean describe(Metadata metadata) throws WireException {
    AppendResult result = batch().updateMetadata(ref, metadata);
    if (result == AppendResult.UNKNOWN_SERIES && create()) {
      result = batch().updateMetadata(ref, metadata);
    }
    return result == AppendResult.APPENDED;
  }

  /** Whether a time lies too far in the future to be taken. */
  boolean isTooFarAhead(long timeMs) {
    return timeMs > maxTimeMs;
  }

  private boolean create() throws WireException {
    Labels labels = name == null ? null : name.labels();
    if (labels == null) {
      return false;
    }
    ref = batch().seriesRef(labels);
    refs.put(low, high, ref, epoch);
    return true;
  }

  private Appender batch() {
    if (appender == null) {
      throw new IllegalStateException("no batch was begun");
    }
    return appender;
  }
}
