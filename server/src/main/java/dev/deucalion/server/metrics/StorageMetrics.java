package dev.deucalion.server.metrics;

import dev.deucalion.server.adapter.LateStorage;
import dev.deucalion.tsdb.RestartFileStats;
import dev.deucalion.tsdb.TsdbStats;
import dev.deucalion.tsdb.chunk.ChunkFileStats;
import dev.deucalion.tsdb.exemplar.ExemplarStats;
import dev.deucalion.tsdb.file.StartKind;
import dev.deucalion.tsdb.head.HeadStats;
import dev.deucalion.tsdb.head.IsolationStats;
import dev.deucalion.tsdb.head.UnknownRefs;

/** Metrics of the store, those of an agent for an agent. */
public final class StorageMetrics implements SelfMetrics.Area {
  static final String CLEAN_START_HELP =
      "1 when the process before ended cleanly, 0 when it left its lock file behind,"
          + " -1 when there is no lock file to tell.";

  private static final String PREFIX = "prometheus_tsdb_";

  private final LateStorage storage;

  public StorageMetrics(LateStorage storage) {
    this.storage = storage;
  }

  @Override
  public void accept(Families families) {
    switch (storage.mode()) {
      case SERVER -> addAll(families, storage.stats());
      case AGENT -> AgentMetrics.add(families, storage.agentStats());
    }
  }

  private static void addAll(Families families, TsdbStats stats) {
    addSeries(families, stats);
    addTimes(families, stats);
    addRefusals(families, stats);
    addExemplars(families, stats.head().exemplars());
    addChunkFiles(families, stats.head().chunkFiles());
    addIsolation(families, stats.head().isolation());
    LogMetrics.addReadOnly(families, stats.writeState());
    LogMetrics.add(families, stats.log());
    stats.lateLog().ifPresent(log -> LogMetrics.addLate(families, log));
    addStart(families, stats);
    addUpkeep(families, stats.head());
    addRestartFile(families, stats.restartFile());
    BlockMetrics.add(families, stats.blocks());
  }

  private static void addSeries(Families families, TsdbStats stats) {
    var head = stats.head();
    families.gauge(PREFIX + "head_series", "Series in the head.", head.series());
    families.counter(
        PREFIX + "head_series_created", "Series made in the head.", head.seriesCreated());
    families.counter(
        PREFIX + "head_series_removed",
        "Series removed from the head.",
        head.seriesCreated() - head.series());
    families.gauge(PREFIX + "head_chunks", "Chunks in the head.", head.chunks());
    families.counter(
        PREFIX + "head_chunks_created", "Chunks begun in the head.", head.chunksCreated());
    families.counter(
        PREFIX + "head_chunks_removed",
        "Chunks removed from the head.",
        head.chunksCreated() - head.chunks());
    families.counters(
        PREFIX + "head_samples_appended",
        "Samples committed to the head.",
        values -> {
          values.add(head.floatsAppended(), "type", "float");
          values.add(head.histogramsAppended(), "type", "histogram");
        });
    families.counters(
        PREFIX + "head_out_of_order_samples_appended",
        "Samples out of order that were committed.",
        values -> values.add(head.outOfOrderAppended(), "type", "float"));
    families.gauge(
        PREFIX + "head_active_appenders", "Batches that are open.", head.activeAppenders());
  }

  private static void addChunkFiles(Families families, ChunkFileStats files) {
    families.gauge(
        PREFIX + "head_chunks_storage_size_bytes",
        "Size of the files of full chunks.",
        files.bytes());
    families.counter(
        PREFIX + "mmap_chunks", "Full chunks written to files, which are mapped.", files.written());
    families.counter(
        PREFIX + "mmap_chunk_corruptions",
        "Places where files of full chunks were damaged.",
        files.corruptions());
  }

  private static void addIsolation(Families families, IsolationStats isolation) {
    families.counter(
        PREFIX + "head_appenders_created", "Batches that were begun.", isolation.batches());
    families.gauge(
        PREFIX + "isolation_low_watermark",
        "Oldest batch whose memory a reader may still look at.",
        isolation.lowWatermark());
    families.gauge(
        PREFIX + "isolation_high_watermark",
        "Newest batch that was committed.",
        isolation.highWatermark());
  }

  private static void addTimes(Families families, TsdbStats stats) {
    var head = stats.head();
    families.gauge(PREFIX + "head_min_time", "Oldest time in the head, in ms.", head.minTimeMs());
    families.gauge(PREFIX + "head_max_time", "Newest time in the head, in ms.", head.maxTimeMs());
    families.gauge(
        PREFIX + "head_min_time_seconds",
        "Oldest time in the head, in seconds.",
        Math.floorDiv(head.minTimeMs(), 1000L));
    families.gauge(
        PREFIX + "head_max_time_seconds",
        "Newest time in the head, in seconds.",
        Math.floorDiv(head.maxTimeMs(), 1000L));
    long oldestMs = Math.min(head.minTimeMs(), stats.blocks().blocksMinTimeMs());
    families.gauge(PREFIX + "lowest_timestamp", "Oldest time of all, in ms.", oldestMs);
    families.gauge(
        PREFIX + "lowest_timestamp_seconds",
        "Oldest time of all, in seconds.",
        Math.floorDiv(oldestMs, 1000L));
  }

  private static void addRefusals(Families families, TsdbStats stats) {
    var head = stats.head();
    families.counters(
        PREFIX + "out_of_order_samples",
        "Samples refused as older than the newest of their series.",
        values -> values.add(head.outOfOrder(), "type", "float"));
    families.counters(
        PREFIX + "out_of_bound_samples",
        "Samples refused as before the range of the head.",
        values -> values.add(head.outOfBounds(), "type", "float"));
    families.counters(
        PREFIX + "too_old_samples",
        "Samples refused as older than the window for samples out of order.",
        values -> values.add(head.tooOld(), "type", "float"));
    families.histogram(
        PREFIX + "sample_ooo_delta",
        "Seconds by which samples out of order, taken or not, were behind the newest of all.",
        head.lateness());
  }

  private static void addExemplars(Families families, ExemplarStats exemplars) {
    String prefix = PREFIX + "exemplar_";
    families.gauge(
        prefix + "exemplars_in_storage", "Exemplars that are kept.", exemplars.exemplars());
    families.gauge(
        prefix + "series_with_exemplars_in_storage",
        "Series that have exemplars.",
        exemplars.series());
    families.gauge(
        prefix + "last_exemplars_timestamp_seconds",
        "Time of the oldest exemplar kept.",
        exemplars.oldestTimeMs() / 1000.0);
    families.gauge(
        prefix + "max_exemplars", "How many exemplars are kept at most.", exemplars.maxExemplars());
    families.counter(
        prefix + "exemplars_appended", "Exemplars that were committed.", exemplars.appended());
    families.counter(
        prefix + "out_of_order_exemplars",
        "Exemplars refused as out of order.",
        exemplars.outOfOrder());
  }

  static int cleanStart(StartKind start) {
    return switch (start) {
      case UNKNOWN -> -1;
      case UNCLEAN -> 0;
      case CLEAN -> 1;
    };
  }

  private static void addStart(Families families, TsdbStats stats) {
    families.gauge(
        PREFIX + "data_replay_duration_seconds",
        "How long the replay at start took.",
        stats.log().replaySeconds());
    families.gauge(PREFIX + "clean_start", CLEAN_START_HELP, cleanStart(stats.start().kind()));
    families.counter(
        PREFIX + "snapshot_replay_error",
        "Files for a fast start that could not be used.",
        stats.start().badRestartFiles());
    families.counters(
        PREFIX + "wal_replay_unknown_refs",
        "Entries of the log that were left out at start for want of their series.",
        values -> addUnknown(values, stats.start().unknownRefs()));
    families.counters(
        PREFIX + "wbl_replay_unknown_refs",
        "Entries of the log of samples out of order that were left out for want of their series.",
        values -> addUnknown(values, stats.start().lateUnknownRefs()));
  }

  /** As in Prometheus, kinds of which none was left out are not shown. */
  private static void addUnknown(Families.Values values, UnknownRefs refs) {
    addUnlessZero(values, refs.samples(), "samples");
    addUnlessZero(values, refs.histograms(), "histograms");
    addUnlessZero(values, refs.exemplars(), "exemplars");
    addUnlessZero(values, refs.metadata(), "metadata");
    addUnlessZero(values, refs.tombstones(), "tombstones");
    addUnlessZero(values, refs.chunkMarkers(), "mmap_markers");
  }

  private static void addUnlessZero(Families.Values values, long count, String type) {
    if (count > 0) {
      values.add(count, "type", type);
    }
  }

  private static void addUpkeep(Families families, HeadStats head) {
    families.gauge(
        PREFIX + "head_stale_series", "Series in the head that ended.", head.staleSeries());
    families.gauge(
        PREFIX + "head_native_histogram_series",
        "Series in the head whose newest sample is a native histogram.",
        head.nativeHistograms().series());
    families.gauge(
        PREFIX + "head_native_histogram_buckets",
        "Buckets of the newest samples of these series.",
        head.nativeHistograms().buckets());
    families.counter(
        PREFIX + "head_truncations", "Times that the head was cut.", head.truncations().done());
    families.counter(
        PREFIX + "head_truncations_failed",
        "Failures to cut the head.",
        head.truncations().failed());
    families.summaries(
        PREFIX + "head_gc_duration_seconds",
        "How long it took to remove old series from the head.",
        new double[0],
        durations -> durations.add(head.truncations().collections()));
  }

  private static void addRestartFile(Families families, RestartFileStats file) {
    families.summaries(
        "deucalion_tsdb_restart_file_write_seconds",
        "How long it took to write the file for a fast start.",
        new double[0],
        durations -> durations.add(file.written()));
    families.counter(
        "deucalion_tsdb_restart_file_failures",
        "Failures to write the file for a fast start.",
        file.failures());
    families.counter(
        "deucalion_tsdb_restart_file_written_bytes",
        "Bytes of files for a fast start.",
        file.bytes());
  }
}
