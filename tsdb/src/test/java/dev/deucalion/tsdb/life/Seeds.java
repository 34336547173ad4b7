package dev.deucalion.tsdb.life;

import java.util.stream.LongStream;

/**
 * Seeds for tests that compare the store with a naive twin. {@code -Dtwin.seeds=200} asks for more
 * than a build has time for, {@code -Dtwin.seed=7} begins with another one.
 */
public final class Seeds {
  private static final long FIRST = Long.getLong("twin.seed", 1);

  private Seeds() {}

  /**
   * The seeds of a test.
   *
   * @param usual how many there are unless the command line asks for more
   */
  public static LongStream forTwins(int usual) {
    return LongStream.range(FIRST, FIRST + Math.max(usual, Integer.getInteger("twin.seeds", 0)));
  }
}
