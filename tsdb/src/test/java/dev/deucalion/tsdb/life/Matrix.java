package dev.deucalion.tsdb.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.tsdb.ReloadableOptions;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.compact.CompactionOptions;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Lives from seed after seed, until there were enough points at which something went wrong: the
 * world ended, an operation on a file failed, a bit turned round.
 *
 * <p>{@code -Dcrash.points=10000} asks for more points than a build has time for, {@code
 * -Dcrash.seed=7} begins with another life.
 */
final class Matrix {
  private static final int POINTS = Integer.getInteger("crash.points", 400);
  private static final long FIRST_SEED = Long.getLong("crash.seed", 1);

  /** Lives that go wrong before the rest is not tried. */
  private static final int MOST_FAILURES = 10;

  /** Lives one after the other in which nothing goes wrong before that is taken for a mistake. */
  private static final int MOST_QUIET_LIVES = 10;

  /** Small, so that a short life has segments, files and chunks of every age. */
  static final TsdbOptions OPTIONS =
      TsdbOptions.DEFAULTS
          .withWalSegmentBytes(32 << 10)
          .withChunkRangeMs(20_000)
          .withWalSyncDelayMs(0)
          .withCompaction(
              CompactionOptions.DEFAULTS
                  .withMaxBlockRangeMs(180_000)
                  .withSchedule(CompactionOptions.Schedule.MANUAL))
          .withReloadable(
              ReloadableOptions.DEFAULTS
                  .withOutOfOrderWindowMs(Batches.WINDOW_MS)
                  .withStaleSeriesThreshold(0.01)
                  .withMaxExemplars(10_000));

  /** Everything. */
  static final Set<Event> EVENTS = EnumSet.allOf(Event.class);

  /** One life. */
  interface Run {
    /** Lives and returns the number of points. */
    int live(long seed) throws IOException;
  }

  private Matrix() {}

  /**
   * Runs lives, and says of all that went wrong.
   *
   * @param share of the whole matrix' points, 0 to 1
   */
  static void run(double share, Run run) {
    int wanted = (int) Math.ceil(POINTS * share);
    int points = 0;
    int quietLives = 0;
    AssertionError failures = new AssertionError("lives that went wrong");
    for (long seed = FIRST_SEED;
        points < wanted && failures.getSuppressed().length < MOST_FAILURES;
        seed++) {
      try {
        int more = run.live(seed);
        quietLives = more > 0 ? 0 : quietLives + 1;
        assertThat(quietLives).as("lives without a point").isLessThan(MOST_QUIET_LIVES);
        points += more;
      } catch (AssertionError | IOException | RuntimeException e) {
        failures.addSuppressed(new AssertionError("seed " + seed + ": " + e, e));
      }
    }
    if (failures.getSuppressed().length > 0) {
      throw failures;
    }
  }
}
