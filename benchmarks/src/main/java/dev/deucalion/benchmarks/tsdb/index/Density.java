package dev.deucalion.benchmarks.tsdb.index;

/** How far apart the series of a set are. */
public enum Density {
  /** Such that a bitmap is the smaller way to keep them. */
  DENSE(3),

  /** Such that a list is. */
  SPARSE(20);

  /** One series of so many is in the set. */
  final int oneOf;

  Density(int oneOf) {
    this.oneOf = oneOf;
  }
}
