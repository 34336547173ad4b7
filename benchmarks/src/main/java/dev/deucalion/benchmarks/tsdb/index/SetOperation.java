package dev.deucalion.benchmarks.tsdb.index;

import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import java.util.List;

/** What is done with two sets of series. */
public enum SetOperation {
  /** Series of {@link TwoSets#first} and {@link TwoSets#other}, which chance made overlap. */
  INTERSECTION(List.of(Matcher.equal("left", "x"), Matcher.equal("right", "x"))) {
    @Override
    public int[] second(TwoSets sets) {
      return sets.other();
    }

    @Override
    public int apply(int[] first, int[] second, int[] into) {
      int count = 0;
      int i = 0;
      int j = 0;
      while (i < first.length && j < second.length) {
        int difference = Integer.compare(first[i], second[j]);
        if (difference == 0) {
          into[count++] = first[i];
        }
        i += difference <= 0 ? 1 : 0;
        j += difference >= 0 ? 1 : 0;
      }
      return count;
    }
  },

  /** Series of {@link TwoSets#first} or {@link TwoSets#disjoint}. */
  UNION(List.of(Matcher.of(MatchType.REGEX, "left", "x|y"))) {
    @Override
    public int[] second(TwoSets sets) {
      return sets.disjoint();
    }

    @Override
    public int apply(int[] first, int[] second, int[] into) {
      int count = 0;
      int i = 0;
      int j = 0;
      while (i < first.length && j < second.length) {
        into[count++] = first[i] < second[j] ? first[i++] : second[j++];
      }
      System.arraycopy(first, i, into, count, first.length - i);
      System.arraycopy(second, j, into, count + first.length - i, second.length - j);
      return first.length + second.length;
    }
  };

  /** An unmodifiable list of immutable values. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Matcher> matchers;

  SetOperation(List<Matcher> matchers) {
    this.matchers = matchers;
  }

  /** Matchers that ask the store for it. */
  public List<Matcher> matchers() {
    return matchers;
  }

  /** The set that goes with {@link TwoSets#first}. */
  public abstract int[] second(TwoSets sets);

  /**
   * Does it with plain arrays.
   *
   * @param first sorted
   * @param second sorted
   * @param into takes the result from 0 on
   * @return length of the result
   */
  public abstract int apply(int[] first, int[] second, int[] into);
}
