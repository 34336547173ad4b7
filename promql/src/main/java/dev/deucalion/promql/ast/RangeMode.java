package dev.deucalion.promql.ast;

/** How the ends of a range, or the gaps of an instant vector, are filled. */
public enum RangeMode {
  /** With nothing. */
  PLAIN,
  /** {@code anchored}: with the last sample before the range. */
  ANCHORED,
  /** {@code smoothed}: with values interpolated at both ends. */
  SMOOTHED
}
