package dev.deucalion.promql.kernel;

import java.util.Arrays;

/**
 * A set of small numbers that finds its k-th least: bits, and how many there are in each run of
 * 4096. So a change costs the same in a set of any size, and a search for all practical sizes
 * little more than that.
 */
final class RankSet {
  private static final int WORDS_PER_RUN = 64;
  private static final int RUN_BITS = 12;

  private long[] words = {};
  private int[] runCounts = {};
  private int runs;

  /**
   * Makes the set empty, for numbers below a bound.
   *
   * @param work told of what is kept for them
   */
  void reset(int bound, Work work) {
    int wordCount = (bound + 63) >> 6;
    int runCount = (wordCount + WORDS_PER_RUN - 1) / WORDS_PER_RUN;
    runs = runCount;
    words = Buffers.atLeast(wordCount, words, work);
    runCounts = Buffers.atLeast(runCount, runCounts, work);
    Arrays.fill(words, 0, wordCount, 0);
    Arrays.fill(runCounts, 0, runCount, 0);
  }

  /** How many runs a search looks at, at most. */
  int runs() {
    return runs;
  }

  /** Adds a number that is not in the set. */
  void add(int number) {
    words[number >> 6] |= 1L << number;
    runCounts[number >> RUN_BITS]++;
  }

  /** Removes a number that is in the set. */
  void remove(int number) {
    words[number >> 6] &= ~(1L << number);
    runCounts[number >> RUN_BITS]--;
  }

  /**
   * The k-th least number.
   *
   * @param k from 0; less than the size of the set
   */
  int select(int k) {
    int left = k;
    int run = 0;
    while (left >= runCounts[run]) {
      left -= runCounts[run++];
    }
    int word = run * WORDS_PER_RUN;
    int inWord;
    while (left >= (inWord = Long.bitCount(words[word]))) {
      left -= inWord;
      word++;
    }
    long bits = words[word];
    for (; left > 0; left--) {
      bits &= bits - 1;
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  /** The least number that is greater than one which is not the greatest. */
  int next(int number) {
    int word = number >> 6;
    long bits = words[word] & -2L << number;
    while (bits == 0) {
      bits = words[++word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }
}
