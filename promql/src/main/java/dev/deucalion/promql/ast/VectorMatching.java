package dev.deucalion.promql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the series of both sides of a binary operator find each other.
 *
 * @param cardinality how many series of each side may share a match group
 * @param labels the labels of {@code on} or {@code ignoring}
 * @param on whether {@code labels} are the ones to match on, else the ones to ignore
 * @param include labels of the "one" side to copy, from {@code group_left} or {@code group_right}
 * @param fillLeft value for series that the left side lacks, or null
 * @param fillRight value for series that the right side lacks, or null
 */
public record VectorMatching(
    Cardinality cardinality,
    List<String> labels,
    boolean on,
    List<String> include,
    @Nullable Double fillLeft,
    @Nullable Double fillRight) {
  /** Copies the lists. */
  public VectorMatching {
    labels = List.copyOf(labels);
    include = List.copyOf(include);
  }

  /** Series of the left side to series of the right side. */
  public enum Cardinality {
    /** Each series has one partner. */
    ONE_TO_ONE("one-to-one"),
    /** {@code group_left}: several of the left side may have the same partner. */
    MANY_TO_ONE("many-to-one"),
    /** {@code group_right}: several of the right side may have the same partner. */
    ONE_TO_MANY("one-to-many"),
    /** Operators of sets: no pairs are made. */
    MANY_TO_MANY("many-to-many");

    private final String shown;

    Cardinality(String shown) {
      this.shown = shown;
    }

    /** As in messages and in the tree that the API shows. */
    public String shown() {
      return shown;
    }
  }
}
