package dev.deucalion.scrape.ingest;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.scrape.exposition.EntryKind;
import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.scrape.exposition.ExpositionParser;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;

/**
 * Appends the scrapes of one target. A scrape is {@link #ingest} or, without a body, {@link
 * #ingestNothing}; where {@code ingest} throws, the caller rolls back and calls {@link
 * #ingestNothing} with a new batch, so that the target's series end. Then comes {@link #report}.
 * One thread at a time.
 */
public final class BodyIngester {
  /** How far in the future a timestamp may lie. */
  private static final long MAX_AHEAD_MS = 10 * 60 * 1000;

  private final ScrapeJobOptions job;
  private final SampleLabels sampleLabels;
  private final TargetMemory memory;
  private final SeriesCache cache;
  private final SeriesHash hash;
  private final IngestCounters counters;
  private final IngestCounts counts = new IngestCounts();
  private final long sampleLimit;

  private long samplesInBatch;
  private boolean overSampleLimit;

  /**
   * @param targetLabels the labels that the target's series carry
   * @param hash used by no other thread
   */
  public BodyIngester(
      ScrapeJobOptions job,
      Labels targetLabels,
      TargetMemory memory,
      SeriesHash hash,
      IngestCounters counters) {
    this.job = job;
    this.sampleLabels = new SampleLabels(job, targetLabels);
    this.memory = memory;
    this.cache = memory.series;
    this.hash = hash;
    this.counters = counters;
    this.sampleLimit = job.limits().sampleLimit();
  }

  /** What became of the scrape at hand. */
  public IngestCounts counts() {
    return counts;
  }

  /** Begins a scrape. */
  public void begin() {
    counts.reset();
  }

  /**
   * Appends the samples of a body, and stale markers for series that vanished since the one before.
   *
   * @param parser stands at the start of the body
   * @param body the bytes that the parser walks over
   * @param timeMs of samples without a timestamp of their own
   * @throws ExpositionException when the body is malformed
   * @throws IngestException when a limit is exceeded or a series is invalid
   */
  public void ingest(Appender appender, ExpositionParser parser, byte[] body, long timeMs)
      throws ExpositionException, IngestException {
    cache.begin();
    memory.metadata.begin();
    samplesInBatch = 0;
    overSampleLimit = false;
    try {
      for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
        switch (kind) {
          case SERIES -> appendSample(appender, parser, body, timeMs);
          case TYPE, HELP, UNIT -> memory.metadata.see(kind, parser, hash, body);
          case COMMENT, END -> {}
        }
      }
      if (overSampleLimit) {
        counters.exceededSampleLimit.increment();
        throw new IngestException("sample limit exceeded");
      }
    } finally {
      counters.add(counts);
    }
    cache.forEachVanished(ref -> appender.append(ref, timeMs, StaleMarker.VALUE));
    cache.finish();
    memory.metadata.finish();
  }

  /** Appends stale markers for all series of the scrape before. */
  public void ingestNothing(Appender appender, long timeMs) {
    cache.forEachTrackedBefore(ref -> appender.append(ref, timeMs, StaleMarker.VALUE));
    if (cache.fail()) {
      counters.cacheFlushesForced.increment();
    }
  }

  /** Appends what the scrape says about itself. */
  public void report(Appender appender, long timeMs, ScrapeReport report) {
    memory.reports.append(appender, timeMs, report);
  }

  /** Ends all series of a target that is gone. */
  public void endTarget(Appender appender, long timeMs) {
    ingestNothing(appender, timeMs);
    memory.reports.appendStale(appender, timeMs, job.extraScrapeMetrics());
  }

  private void appendSample(
      Appender appender, ExpositionParser parser, byte[] body, long defaultTimeMs)
      throws ExpositionException, IngestException {
    counts.scraped++;
    hash.of(body, parser.seriesStart(), parser.seriesEnd());
    boolean ownTime = parser.hasTimestamp() && job.honorTimestamps();
    long timeMs = ownTime ? parser.timestampMs() : defaultTimeMs;
    int entry = cache.find(hash.low(), hash.high());
    if (entry < 0) {
      appendToNewSeries(appender, parser, timeMs, ownTime, defaultTimeMs);
      return;
    }
    boolean firstTime = cache.see(entry);
    long ref = cache.ref(entry);
    if (ref == SeriesCache.DROPPED) {
      return;
    }
    counts.postRelabeling++;
    if (!firstTime && !ownTime) {
      counts.duplicates++;
      return;
    }
    if (!mayAppend(timeMs, defaultTimeMs)) {
      return;
    }
    AppendResult result = appender.append(ref, timeMs, parser.value());
    if (result == AppendResult.UNKNOWN_SERIES) {
      Labels labels = sampleLabels.of(parser.labels());
      if (labels == null) {
        cache.updateRef(entry, SeriesCache.DROPPED);
        return;
      }
      ref = appender.seriesRef(labels);
      cache.updateRef(entry, ref);
      result = appender.append(ref, timeMs, parser.value());
    }
    if (isAppended(result) && (!ownTime || job.trackTimestampsStaleness())) {
      cache.track(entry);
    }
  }

  private void appendToNewSeries(
      Appender appender, ExpositionParser parser, long timeMs, boolean ownTime, long defaultTimeMs)
      throws ExpositionException, IngestException {
    long hashLow = hash.low();
    long hashHigh = hash.high();
    Labels labels = sampleLabels.of(parser.labels());
    if (labels == null) {
      cache.see(cache.add(hashLow, hashHigh, SeriesCache.DROPPED));
      return;
    }
    checkLabelLimits(labels);
    counts.postRelabeling++;
    if (!mayAppend(timeMs, defaultTimeMs)) {
      return;
    }
    long ref = appender.seriesRef(labels);
    if (isAppended(appender.append(ref, timeMs, parser.value()))) {
      int entry = cache.add(hashLow, hashHigh, ref);
      cache.see(entry);
      if (!ownTime || job.trackTimestampsStaleness()) {
        cache.track(entry);
      }
      counts.seriesAdded++;
    }
  }

  private void checkLabelLimits(Labels labels) throws IngestException {
    try {
      sampleLabels.checkLimits(labels);
    } catch (IngestException e) {
      counters.exceededLabelLimits.increment();
      throw e;
    }
  }

  /** Checks what needs no store: the sample limit, and time that lies too far ahead. */
  private boolean mayAppend(long timeMs, long scrapeTimeMs) {
    if (sampleLimit > 0 && ++samplesInBatch > sampleLimit) {
      overSampleLimit = true;
      return false;
    }
    if (timeMs > scrapeTimeMs + MAX_AHEAD_MS) {
      counts.outOfBounds++;
      return false;
    }
    return true;
  }

  private boolean isAppended(AppendResult result) {
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
          throw new IllegalStateException("the store found a float to be " + result);
    }
    return false;
  }
}
