package dev.deucalion.tsdb.block;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Blocks for tests. */
final class Blocks {
  /** The name of the block that promtool 2.42 wrote, whose files are among the resources. */
  static final String PROMTOOL_ULID = "01M7XSQNNB96X92ZVYJ3YW6NTR";

  private Blocks() {}

  /** What is known of a new block of level 1 before it is written. */
  static BlockMeta planned(String ulid, long minTimeMs, long maxTimeMs) {
    return new BlockMeta(
        ulid,
        minTimeMs,
        maxTimeMs,
        BlockMeta.Stats.NONE,
        new BlockMeta.Compaction(1, List.of(ulid), false, List.of(), false, List.of()));
  }

  /** A file of the block that promtool wrote from {@code openmetrics.txt}. */
  static byte[] promtoolFile(String name) throws IOException {
    try (InputStream in = Blocks.class.getResourceAsStream("promtool-2.42/" + name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return in.readAllBytes();
    }
  }
}
