package dev.deucalion.server.metrics;

import dev.deucalion.tsdb.compact.ChunkCounts;
import dev.deucalion.tsdb.compact.CompactionStats;
import dev.deucalion.tsdb.compact.StaleCompactionStats;

/** Metrics of the store's blocks: how they are made, and how they go. */
final class BlockMetrics {
  private static final String PREFIX = "prometheus_tsdb_";

  private BlockMetrics() {}

  static void add(Families families, CompactionStats blocks) {
    addBlocks(families, blocks);
    addRetention(families, blocks);
    addChunks(families, blocks.chunks());
    addStale(families, blocks.stale());
  }

  private static void addBlocks(Families families, CompactionStats blocks) {
    families.gauge(PREFIX + "blocks_loaded", "Blocks on disk.", blocks.blocks());
    families.gauge(PREFIX + "storage_blocks_bytes", "Size of all blocks.", blocks.blockBytes());
    families.gauge(
        PREFIX + "symbol_table_size_bytes",
        "Memory for the symbols of all blocks.",
        blocks.symbolTableBytes());
    families.counter(PREFIX + "reloads", "Times that blocks were loaded anew.", blocks.reloads());
    families.counter(
        PREFIX + "reloads_failures", "Failures to load blocks anew.", blocks.reloadsFailed());
    families.counter(PREFIX + "compactions", "Compactions done.", blocks.compactions());
    families.counter(PREFIX + "compactions_failed", "Compactions failed.", blocks.failed());
    families.counter(
        PREFIX + "compactions_triggered", "Compactions asked for.", blocks.triggered());
    families.counter(
        PREFIX + "vertical_compactions",
        "Compactions of blocks that overlap.",
        blocks.overlapping());
    families.gauge(
        PREFIX + "compaction_populating_block",
        "1 while a block is written.",
        blocks.compacting() ? 1 : 0);
    families.histogram(
        PREFIX + "compaction_duration_seconds",
        "How long it took to write a block.",
        blocks.compactionSeconds());
    families.histogram(
        PREFIX + "tombstone_cleanup_seconds",
        "How long it took to rewrite blocks without what was deleted.",
        blocks.cleaningSeconds());
  }

  private static void addRetention(Families families, CompactionStats blocks) {
    families.counter(
        PREFIX + "time_retentions",
        "Times that blocks were deleted for their age.",
        blocks.timeRetentions());
    families.counter(
        PREFIX + "size_retentions",
        "Times that blocks were deleted for their size.",
        blocks.sizeRetentions());
    families.gauge(
        PREFIX + "retention_limit_seconds",
        "How long samples are kept; 0 for no limit.",
        blocks.limits().timeMs() / 1e3);
    families.gauge(
        PREFIX + "retention_limit_bytes",
        "How large everything may be; 0 for no limit.",
        blocks.limits().bytes());
    families.gauge(
        PREFIX + "retention_limit_percentage",
        "Share of the disk that everything may take; 0 for no limit.",
        blocks.limits().percentage());
  }

  private static void addChunks(Families families, ChunkCounts chunks) {
    families.histogram(
        PREFIX + "compaction_chunk_size_bytes",
        "Size of chunks that went from the head into a block.",
        chunks.bytes());
    families.histogram(
        PREFIX + "compaction_chunk_samples",
        "Samples of chunks that went from the head into a block.",
        chunks.samples());
    families.histogram(
        PREFIX + "compaction_chunk_range_seconds",
        "Time from the first to the last sample of chunks that went from the head into a block.",
        chunks.seconds());
  }

  private static void addStale(Families families, StaleCompactionStats stale) {
    families.counter(
        PREFIX + "stale_series_compactions_triggered",
        "Compactions of series that ended that were begun.",
        stale.triggered());
    families.counter(
        PREFIX + "stale_series_compactions_failed",
        "Compactions of series that ended that failed.",
        stale.failed());
    families.histogram(
        PREFIX + "stale_series_compaction_duration_seconds",
        "How long compactions of series that ended took.",
        stale.seconds());
  }
}
