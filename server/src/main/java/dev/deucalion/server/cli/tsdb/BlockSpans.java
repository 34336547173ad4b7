package dev.deucalion.server.cli.tsdb;

import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.tsdb.BlockImport.Printing;
import dev.deucalion.server.flags.FlagType;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.compact.BlockRanges;
import java.util.concurrent.TimeUnit;

/** How long imported blocks are, and the flags of all imports. */
final class BlockSpans {
  static final Option<Boolean> QUIET =
      Option.of("quiet", FlagType.SWITCH, "Do not print created blocks.").shortened('q');

  static final Option<Long> MAX_DURATION =
      Option.of(
              "max-block-duration",
              FlagType.GO_DURATION,
              "Maximum duration created blocks may span. Anything less than 2h is ignored.")
          .shownAs("<duration>");

  private static final long SMALLEST_MS = TimeUnit.HOURS.toMillis(2);

  /** A store holds no more at a time, see {@link BlockImport#begin}. */
  private static final long LARGEST_MS = TsdbOptions.MAX_CHUNK_RANGE_MS / 2;

  private BlockSpans() {}

  /** The length of blocks: the longest that compaction makes, too, and that the user allows. */
  static long spanMs(Invocation line) {
    long mostMs = TimeUnit.NANOSECONDS.toMillis(line.get(MAX_DURATION));
    return BlockRanges.upTo(Math.min(mostMs, LARGEST_MS), SMALLEST_MS).getLast();
  }

  /** What is printed of blocks. */
  static Printing printing(Invocation line) {
    if (line.get(QUIET)) {
      return Printing.NOTHING;
    }
    return line.get(TsdbFlags.HUMAN) ? Printing.FOR_PEOPLE : Printing.NUMBERS;
  }
}
