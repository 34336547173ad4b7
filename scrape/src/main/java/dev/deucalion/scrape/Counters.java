package dev.deucalion.scrape;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.model.stats.DurationSummary;
import dev.deucalion.model.time.DurationText;
import dev.deucalion.scrape.ingest.IngestCounters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What is counted over all jobs. Safe for many threads. */
final class Counters {
  final IngestCounters ingest = new IngestCounters();
  final LongAdder poolsCreated = new LongAdder();
  final LongAdder poolsFailed = new LongAdder();
  final LongAdder poolReloads = new LongAdder();
  final LongAdder exceededTargetLimit = new LongAdder();
  final LongAdder exceededBodySizeLimit = new LongAdder();

  private final Map<Long, DurationRecorder> intervalLengths = new ConcurrentHashMap<>();

  /** Where the real lengths of this interval are collected. */
  DurationRecorder intervalLengths(long intervalMs) {
    return intervalLengths.computeIfAbsent(
        intervalMs, ms -> new DurationRecorder(System::nanoTime));
  }

  ScrapeStats stats(List<PoolStats> pools) {
    Map<String, DurationSummary> lengths = new TreeMap<>();
    intervalLengths.forEach((ms, all) -> lengths.put(DurationText.format(ms), all.summary()));
    return new ScrapeStats(
        poolsCreated.sum(),
        poolsFailed.sum(),
        poolReloads.sum(),
        exceededTargetLimit.sum(),
        exceededBodySizeLimit.sum(),
        ingest.exceededSampleLimit(),
        ingest.exceededLabelLimits(),
        ingest.exceededBucketLimit(),
        ingest.exemplarsOutOfOrder(),
        ingest.duplicates(),
        ingest.outOfOrder(),
        ingest.outOfBounds(),
        ingest.cacheFlushesForced(),
        lengths,
        pools);
  }
}
