package dev.deucalion.server.cli.tsdb;

import dev.deucalion.server.cli.line.Invocation;
import dev.deucalion.server.cli.line.Option;
import dev.deucalion.server.cli.tsdb.BlockImport.Printing;
import dev.deucalion.server.flags.FlagType;
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
  private static final long LARGE_MS = 10 * SMALLEST_MS;

  private BlockSpans() {}

  /** The length of blocks: that of the smallest, or ten times that where the user allows it. */
  static long spanMs(Invocation line) {
    long mostMs = TimeUnit.NANOSECONDS.toMillis(line.get(MAX_DURATION));
    return mostMs >= LARGE_MS ? LARGE_MS : SMALLEST_MS;
  }

  /** What is printed of blocks. */
  static Printing printing(Invocation line) {
    if (line.get(QUIET)) {
      return Printing.NOTHING;
    }
    return line.get(TsdbFlags.HUMAN) ? Printing.FOR_PEOPLE : Printing.NUMBERS;
  }
}
