package dev.deucalion.scrape.ingest;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.scrape.exposition.EntryKind;
import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.scrape.exposition.ExpositionParser;
import dev.deucalion.scrape.options.HistogramOptions;
import dev.deucalion.scrape.options.ScrapeFeature;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Appends the scrapes of one target. A scrape is {@link #ingest} or, without a body, {@link
 * #ingestNothing}; where {@code ingest} throws, the caller rolls back and calls {@link
 * #ingestNothing} with a new batch, so that the target's series end. Then comes {@link #report}.
 * One thread at a time.
 */
public final class BodyIngester {
  private final ScrapeJobOptions job;
  private final SampleLabels sampleLabels;
  private final TargetMemory memory;
  private final SeriesCache cache;
  private final SeriesHash hash;
  private final IngestCounters counters;
  private final IngestCounts counts = new IngestCounts();
  private final SampleAppender samples;
  private final ExemplarAppender exemplars = new ExemplarAppender();
  private final MetadataAppender metadata;

  /** Null where no starts are made up. */
  private final @Nullable MadeUpStarts starts;

  /**
   * @param targetLabels the labels that the target's series carry
   * @param histograms what is made of the target's histograms
   * @param hash used by no other thread
   */
  public BodyIngester(
      ScrapeJobOptions job,
      Labels targetLabels,
      HistogramOptions histograms,
      Set<ScrapeFeature> features,
      TargetMemory memory,
      SeriesHash hash,
      IngestCounters counters) {
    this.job = job;
    this.sampleLabels = new SampleLabels(job, targetLabels);
    this.memory = memory;
    this.cache = memory.series;
    this.hash = hash;
    this.counters = counters;
    this.samples =
        new SampleAppender(
            job.limits().sampleLimit(),
            new HistogramFit(histograms),
            features.contains(ScrapeFeature.START_TIMESTAMP_ZERO_SAMPLES),
            counts);
    this.metadata =
        new MetadataAppender(memory.metadata, features.contains(ScrapeFeature.METADATA_RECORDS));
    this.starts = features.contains(ScrapeFeature.START_TIMESTAMP_SYNTHESIS) ? memory.starts : null;
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
   * @param timeMs of samples without a timestamp of their own
   * @throws ExpositionException when the body is malformed
   * @throws IngestException when a limit is exceeded or a series is invalid
   */
  public void ingest(Appender appender, ExpositionParser parser, long timeMs)
      throws ExpositionException, IngestException {
    cache.begin();
    memory.metadata.begin();
    metadata.begin();
    samples.begin(timeMs);
    if (starts != null) {
      appender.inOrderOnly();
    }
    try {
      for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
        switch (kind) {
          case SERIES, HISTOGRAM -> appendSample(appender, parser, kind, timeMs);
          case TYPE, HELP, UNIT -> metadata.see(memory.metadata.see(kind, parser, hash));
          case COMMENT, END -> {}
        }
      }
      checkLimits();
    } finally {
      counters.add(counts);
    }
    appender.inOrderOnly();
    cache.forEachVanished(new Ending(appender, timeMs));
    appender.inAnyOrder();
    cache.finish();
    memory.metadata.finish();
  }

  /**
   * Ends series with stale markers, in order only: one that came behind newer samples, such as
   * those of a target that came back, would hide them from queries.
   */
  private record Ending(Appender appender, long timeMs) implements LongConsumer {
    @Override
    public void accept(long seriesRef) {
      appender.append(seriesRef, timeMs, StaleMarker.VALUE);
    }
  }

  private void checkLimits() throws IngestException {
    if (samples.isOverBucketLimit()) {
      counters.exceededBucketLimit.increment();
    }
    if (samples.isOverSampleLimit()) {
      counters.exceededSampleLimit.increment();
      throw new IngestException("sample limit exceeded");
    }
    if (samples.isOverBucketLimit()) {
      throw new IngestException("histogram bucket limit exceeded");
    }
  }

  /** Appends stale markers for all series of the scrape before. */
  public void ingestNothing(Appender appender, long timeMs) {
    appender.inOrderOnly();
    cache.forEachTrackedBefore(new Ending(appender, timeMs));
    appender.inAnyOrder();
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
    appender.inOrderOnly();
    memory.reports.appendStale(appender, timeMs, job.extraScrapeMetrics());
  }

  private void appendSample(
      Appender appender, ExpositionParser parser, EntryKind kind, long defaultTimeMs)
      throws ExpositionException, IngestException {
    hash.of(parser.keyBytes(), parser.keyStart(), parser.keyEnd());
    boolean ownTime = parser.hasTimestamp() && job.honorTimestamps();
    long timeMs = ownTime ? parser.timestampMs() : defaultTimeMs;
    int entry = cache.find(hash.low(), hash.high());
    if (entry < 0) {
      appendToNewSeries(appender, parser, kind, timeMs, ownTime);
      return;
    }
    counts.scraped++;
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
    if (!samples.prepare(parser, kind, timeMs)) {
      return;
    }
    if (starts != null && !samples.makeUpStart(starts, entry, timeMs)) {
      cache.track(entry);
      return;
    }
    AppendResult result = samples.append(appender, ref, timeMs);
    if (result == AppendResult.UNKNOWN_SERIES) {
      Labels labels = sampleLabels.of(parser.labels());
      if (labels == null) {
        cache.updateRef(entry, SeriesCache.DROPPED);
        return;
      }
      ref = appender.seriesRef(labels);
      cache.updateRef(entry, ref);
      result = samples.append(appender, ref, timeMs);
    }
    if (samples.isAppended(result)) {
      if (!ownTime || isTrackedWithOwnTime(entry)) {
        cache.track(entry);
      }
    } else if (starts != null) {
      starts.beginAnew(entry);
    }
    counts.exemplarsOutOfOrder += exemplars.append(appender, ref, parser, timeMs);
    if (metadata.isDue()) {
      Labels labels = sampleLabels.of(parser.labels());
      if (labels != null) {
        metadata.append(appender, ref, labels);
      }
    }
  }

  private void appendToNewSeries(
      Appender appender, ExpositionParser parser, EntryKind kind, long timeMs, boolean ownTime)
      throws ExpositionException, IngestException {
    // What is malformed is no sample; a line that was seen before is not.
    parser.checkSyntax();
    counts.scraped++;
    long hashLow = hash.low();
    long hashHigh = hash.high();
    Labels labels = sampleLabels.of(parser.labels());
    if (labels == null) {
      cache.see(cache.add(hashLow, hashHigh, SeriesCache.DROPPED));
      return;
    }
    checkLabelLimits(labels);
    counts.postRelabeling++;
    if (!samples.prepare(parser, kind, timeMs)) {
      return;
    }
    long ref = appender.seriesRef(labels);
    boolean counted = starts != null && metadata.isCounted(labels);
    if (starts != null && counted && samples.hasNoStart()) {
      int entry = remember(hashLow, hashHigh, ref);
      starts.put(entry, true);
      samples.makeUpStart(starts, entry, timeMs);
      return;
    }
    if (samples.isAppended(samples.append(appender, ref, timeMs))) {
      int entry = remember(hashLow, hashHigh, ref);
      if (starts != null) {
        starts.put(entry, counted);
      }
      if (!ownTime || isTrackedWithOwnTime(entry)) {
        cache.track(entry);
      }
    }
    counts.exemplarsOutOfOrder += exemplars.append(appender, ref, parser, timeMs);
    metadata.append(appender, ref, labels);
  }

  /** Takes a new series into the cache; its entry there. */
  private int remember(long hashLow, long hashHigh, long ref) {
    int entry = cache.add(hashLow, hashHigh, ref);
    cache.see(entry);
    if (!samples.isOverBucketLimit()) {
      counts.seriesAdded++;
    }
    return entry;
  }

  /** Whether a stale marker ends a series whose samples have timestamps of their own. */
  private boolean isTrackedWithOwnTime(int entry) {
    return job.trackTimestampsStaleness() || starts != null && starts.isCounted(entry);
  }

  private void checkLabelLimits(Labels labels) throws IngestException {
    try {
      sampleLabels.checkLimits(labels);
    } catch (IngestException e) {
      counters.exceededLabelLimits.increment();
      throw e;
    }
  }
}
