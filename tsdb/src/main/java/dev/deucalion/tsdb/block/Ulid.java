package dev.deucalion.tsdb.block;

import java.util.random.RandomGenerator;

/**
 * Names of blocks: 48 bits of time and 80 random ones as 26 characters, which sort by time. Source:
 * https://github.com/ulid/spec.
 */
public final class Ulid {
  /** Characters of a name. */
  public static final int LENGTH = 26;

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int BITS = 5;
  private static final int TIME_LENGTH = 10;
  private static final int RANDOM_LENGTH = (LENGTH - TIME_LENGTH) / 2;

  private Ulid() {}

  /**
   * A new name.
   *
   * @param timeMs milliseconds since the epoch, less than 2^48
   */
  public static String create(long timeMs, RandomGenerator random) {
    StringBuilder out = new StringBuilder(LENGTH);
    append(out, timeMs, TIME_LENGTH);
    append(out, random.nextLong(), RANDOM_LENGTH);
    append(out, random.nextLong(), RANDOM_LENGTH);
    return out.toString();
  }

  /** Whether a string is such a name, in upper case as Prometheus writes them. */
  public static boolean isUlid(String s) {
    // 26 characters have room for 130 bits, so the first one is at most 7.
    return s.length() == LENGTH
        && s.charAt(0) <= '7'
        && s.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  /** When a name was made, in milliseconds since the epoch. */
  public static long timeMs(String ulid) {
    long time = 0;
    for (int i = 0; i < TIME_LENGTH; i++) {
      time = time << BITS | ALPHABET.indexOf(ulid.charAt(i));
    }
    return time;
  }

  private static void append(StringBuilder out, long bits, int length) {
    for (int i = length - 1; i >= 0; i--) {
      out.append(ALPHABET.charAt((int) (bits >>> i * BITS) & (ALPHABET.length() - 1)));
    }
  }
}
