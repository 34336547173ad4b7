package dev.deucalion.scrape.ingest;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.HistogramValidation;
import dev.deucalion.scrape.exposition.EntryKind;
import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.scrape.exposition.ExpositionParser;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import org.jspecify.annotations.Nullable;

/**
 * Appends the values at which a parser stands, within the limits of a scrape: {@link #prepare},
 * then any number of {@link #append}, for each sample.
 */
final class SampleAppender {
  /** How far in the future a timestamp may lie. */
  private static final long MAX_AHEAD_MS = 10 * 60 * 1000;

  private static final long NO_START = 0;

  private final long sampleLimit;
  private final HistogramFit fit;
  private final boolean startTimestamps;
  private final IngestCounts counts;

  private long latestMs;
  private long samplesInBatch;
  private boolean overSampleLimit;
  private boolean overBucketLimit;

  /** The histogram at hand, null where the sample is a float. */
  private @Nullable Histogram histogram;

  private double value;

  /** Since when the sample at hand counts, as far as anybody asks. */
  private long startMs;

  /**
   * @param startTimestamps whether samples of nothing are added where counting begins
   * @param counts takes what was refused
   */
  SampleAppender(long sampleLimit, HistogramFit fit, boolean startTimestamps, IngestCounts counts) {
    this.sampleLimit = sampleLimit;
    this.fit = fit;
    this.startTimestamps = startTimestamps;
    this.counts = counts;
  }

  /**
   * Begins a body.
   *
   * @param scrapeTimeMs of samples without a timestamp of their own
   */
  void begin(long scrapeTimeMs) {
    latestMs = scrapeTimeMs + MAX_AHEAD_MS;
    samplesInBatch = 0;
    overSampleLimit = false;
    overBucketLimit = false;
  }

  /** Whether the body has more samples than are allowed. */
  boolean isOverSampleLimit() {
    return overSampleLimit;
  }

  /** Whether the body has a histogram with more buckets than are allowed. */
  boolean isOverBucketLimit() {
    return overBucketLimit;
  }

  /**
   * Takes up the sample at hand and checks what needs no store: the limits of buckets and samples,
   * and time that lies too far ahead. False when it is not to be appended.
   *
   * @throws IngestException when the parts of a histogram contradict each other
   */
  boolean prepare(ExpositionParser parser, EntryKind kind, long timeMs)
      throws ExpositionException, IngestException {
    if (kind == EntryKind.HISTOGRAM) {
      histogram = fitted(parser.histogram());
      if (histogram == null) {
        overBucketLimit = true;
        return false;
      }
    } else {
      histogram = null;
      value = parser.value();
    }
    if (sampleLimit > 0 && ++samplesInBatch > sampleLimit) {
      overSampleLimit = true;
      return false;
    }
    if (timeMs > latestMs) {
      counts.outOfBounds++;
      return false;
    }
    startMs = startTimestamps ? parser.startTimestampMs() : NO_START;
    return true;
  }

  private @Nullable Histogram fitted(Histogram scraped) throws IngestException {
    Histogram fitted = fit.fit(scraped);
    String problem = fitted == null ? null : HistogramValidation.problem(fitted);
    if (problem != null) {
      throw new IngestException(problem);
    }
    return fitted;
  }

  /** Whether the sample at hand is a float that does not say since when it counts. */
  boolean hasNoStart() {
    return histogram == null && startMs == NO_START;
  }

  /**
   * Gives the sample at hand a start that is made up, where it has none of its own.
   *
   * @param entry of its series
   * @return whether it is to be appended; the first one of a series is not
   */
  boolean makeUpStart(MadeUpStarts starts, int entry, long timeMs) {
    if (!starts.isCounted(entry)) {
      return true;
    }
    if (!hasNoStart()) {
      starts.beginAnew(entry);
      return true;
    }
    if (starts.isAwaited(entry)) {
      starts.begin(entry, timeMs, value);
      return false;
    }
    value = starts.sinceStart(entry, timeMs, value);
    startMs = starts.startMs(entry);
    return true;
  }

  /** Appends the sample that was taken up, behind what it says of its start. */
  AppendResult append(Appender appender, long ref, long timeMs) {
    if (startTimestamps && startMs != NO_START) {
      appender.appendStart(ref, timeMs, startMs, histogram);
    }
    return histogram == null
        ? appender.append(ref, timeMs, value)
        : appender.append(ref, timeMs, histogram);
  }

  /** Counts a refusal; whether there was none. */
  boolean isAppended(AppendResult result) {
    switch (result) {
      case APPENDED -> {
        return true;
      }
      case OUT_OF_ORDER -> counts.outOfOrder++;
      case DUPLICATE_TIMESTAMP -> counts.duplicates++;
      case OUT_OF_BOUNDS, TOO_OLD -> counts.outOfBounds++;
      case UNKNOWN_SERIES ->
          throw new IllegalStateException("the store does not know the series it just made");
      case INVALID_HISTOGRAM, EXEMPLAR_TOO_LONG ->
          throw new IllegalStateException("the store found a checked sample to be " + result);
    }
    return false;
  }
}
