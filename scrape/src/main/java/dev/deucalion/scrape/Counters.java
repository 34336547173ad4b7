package dev.deucalion.scrape;

import dev.deucalion.model.stats.DurationRecorder;
import dev.deucalion.model.stats.DurationSummary;
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
  private final Map<Long, DurationRecorder> reloadLengths = new ConcurrentHashMap<>();

  /** Where the real lengths of this interval are collected. */
  DurationRecorder intervalLengths(long intervalMs) {
    return recorder(intervalLengths, intervalMs);
  }

  /** Where it is collected how long jobs of this interval took to take over a configuration. */
  DurationRecorder reloadLengths(long intervalMs) {
    return recorder(reloadLengths, intervalMs);
  }

  private static DurationRecorder recorder(Map<Long, DurationRecorder> all, long intervalMs) {
    return all.computeIfAbsent(intervalMs, ms -> new DurationRecorder(System::nanoTime));
  }

  private static Map<Long, DurationSummary> summaries(Map<Long, DurationRecorder> all) {
    Map<Long, DurationSummary> summaries = new TreeMap<>();
    all.forEach((ms, lengths) -> summaries.put(ms, lengths.summary()));
    return summaries;
  }

  ScrapeStats stats(List<PoolStats> pools) {
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
        summaries(intervalLengths),
        summaries(reloadLengths),
        pools);
  }
}
