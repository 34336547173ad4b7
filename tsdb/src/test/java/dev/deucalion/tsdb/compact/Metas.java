package dev.deucalion.tsdb.compact;

import dev.deucalion.tsdb.block.BlockMeta;
import java.util.List;

/** Short ways to describe blocks. */
final class Metas {
  private Metas() {}

  static BlockMeta meta(String ulid, long minTimeMs, long maxTimeMs) {
    return meta(ulid, minTimeMs, maxTimeMs, 1, List.of());
  }

  static BlockMeta meta(
      String ulid, long minTimeMs, long maxTimeMs, int level, List<String> hints) {
    return new BlockMeta(
        ulid,
        minTimeMs,
        maxTimeMs,
        BlockMeta.Stats.NONE,
        new BlockMeta.Compaction(level, List.of(ulid), false, List.of(), false, hints));
  }

  static BlockMeta failed(BlockMeta meta) {
    BlockMeta.Compaction c = meta.compaction();
    return new BlockMeta(
        meta.ulid(),
        meta.minTimeMs(),
        meta.maxTimeMs(),
        meta.stats(),
        new BlockMeta.Compaction(
            c.level(), c.sources(), c.deletable(), c.parents(), true, c.hints()));
  }

  static BlockMeta deletable(BlockMeta meta) {
    BlockMeta.Compaction c = meta.compaction();
    return new BlockMeta(
        meta.ulid(),
        meta.minTimeMs(),
        meta.maxTimeMs(),
        meta.stats(),
        new BlockMeta.Compaction(c.level(), c.sources(), true, c.parents(), c.failed(), c.hints()));
  }

  static BlockMeta tombstones(BlockMeta meta, long series, long tombstones) {
    return new BlockMeta(
        meta.ulid(),
        meta.minTimeMs(),
        meta.maxTimeMs(),
        new BlockMeta.Stats(series, series, 0, series, series, tombstones),
        meta.compaction());
  }
}
