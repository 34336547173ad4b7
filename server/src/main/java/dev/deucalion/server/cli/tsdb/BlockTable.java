package dev.deucalion.server.cli.tsdb;

import dev.deucalion.server.cli.tool.TextTable;
import dev.deucalion.server.units.GoDuration;
import dev.deucalion.tsdb.block.Block;
import dev.deucalion.tsdb.block.BlockMeta;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Prints blocks as a table. */
final class BlockTable {
  private static final int MIN_WIDTH = 13;
  private static final int PADDING = 2;
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private BlockTable() {}

  /**
   * The table.
   *
   * @param withHeader whether the columns are named
   * @param human whether times and sizes are for people
   */
  static String of(List<Block> blocks, boolean withHeader, boolean human) throws IOException {
    TextTable table = new TextTable(MIN_WIDTH, PADDING).withOpenEnd();
    if (withHeader) {
      table.add(
          "BLOCK ULID",
          "MIN TIME",
          "MAX TIME",
          "DURATION",
          "NUM SAMPLES",
          "NUM CHUNKS",
          "NUM SERIES",
          "SIZE");
    }
    for (Block block : blocks) {
      BlockMeta meta = block.meta();
      table.add(
          meta.ulid(),
          time(meta.minTimeMs(), human),
          time(meta.maxTimeMs(), human),
          GoDuration.format(TimeUnit.MILLISECONDS.toNanos(meta.maxTimeMs() - meta.minTimeMs())),
          String.valueOf(meta.stats().samples()),
          String.valueOf(meta.stats().chunks()),
          String.valueOf(meta.stats().series()),
          bytes(block.sizeBytes(), human));
    }
    return table.toString();
  }

  private static String time(long timeMs, boolean human) {
    return human
        ? TIME.format(Instant.ofEpochSecond(Math.floorDiv(timeMs, 1_000)))
        : String.valueOf(timeMs);
  }

  /** Each unit with its whole part: {@code 1MiB20KiB3B}. */
  static String bytes(long bytes, boolean human) {
    if (!human || bytes == 0) {
      return bytes + (human ? UNITS[0] : "");
    }
    List<String> parts = new ArrayList<>();
    long rest = bytes;
    for (int i = 0; rest > 0; i++) {
      if (rest % 1024 != 0) {
        parts.addFirst(rest % 1024 + UNITS[i]);
      }
      rest /= 1024;
    }
    return String.join("", parts);
  }
}
