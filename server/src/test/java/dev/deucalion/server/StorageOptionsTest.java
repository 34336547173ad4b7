package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.flags.CommandLine;
import dev.deucalion.server.flags.FlagException;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.TsdbOptions.LockFile;
import dev.deucalion.tsdb.TsdbOptions.WalCompression;
import dev.deucalion.tsdb.compact.CompactionOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What flags make of the store's options. */
class StorageOptionsTest {
  private static TsdbOptions options(String... args) throws FlagException {
    Flags flags = CommandLine.parse(List.of(args));
    return StorageOptions.of(flags, Features.enable(flags.features())).fromFlags();
  }

  @Test
  void withoutFlagsTheyAreTheStoresOwn() throws FlagException {
    assertThat(options()).isEqualTo(TsdbOptions.DEFAULTS);
  }

  @Test
  void flagsOfTheLog() throws FlagException {
    TsdbOptions options =
        options(
            "--storage.tsdb.wal-sync-delay=200ms",
            "--storage.tsdb.wal-segment-size=20MB",
            "--storage.tsdb.wal-compression-type=zstd",
            "--storage.tsdb.no-lockfile");
    assertThat(options.walSyncDelayMs()).isEqualTo(200);
    assertThat(options.walSegmentBytes()).isEqualTo(20 << 20);
    assertThat(options.walCompression()).isEqualTo(WalCompression.ZSTD);
    assertThat(options.lockFile()).isEqualTo(LockFile.NONE);
    assertThat(options("--storage.tsdb.wal-sync-delay=0s").walSyncDelayMs()).isZero();
    assertThat(options("--no-storage.tsdb.wal-compression").walCompression())
        .isEqualTo(WalCompression.NONE);
  }

  @Test
  void flagsOfBlocks() throws FlagException {
    TsdbOptions options =
        options(
            "--storage.tsdb.min-block-duration=30m",
            "--storage.tsdb.max-block-duration=5h",
            "--storage.tsdb.max-block-chunk-segment-size=32MB",
            "--storage.tsdb.block-reload-interval=7s",
            "--storage.tsdb.delay-compact-file.path=/up.json",
            "--no-storage.tsdb.allow-overlapping-compaction");
    assertThat(options.chunkRangeMs()).isEqualTo(30 * 60_000);
    CompactionOptions compaction = options.compaction();
    assertThat(compaction.maxBlockRangeMs()).isEqualTo(5 * 3_600_000);
    assertThat(compaction.maxChunkSegmentBytes()).isEqualTo(32 << 20);
    assertThat(compaction.reloadIntervalMs()).isEqualTo(7_000);
    assertThat(compaction.uploadedBlocksFile()).isEqualTo(Path.of("/up.json"));
    assertThat(compaction.overlapping()).isEqualTo(CompactionOptions.Overlapping.KEPT);
    assertThat(options("--storage.tsdb.block-reload-interval=10ms").compaction().reloadIntervalMs())
        .as("at least a second")
        .isEqualTo(1_000);
  }
}
