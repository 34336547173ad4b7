package dev.deucalion.promql.kernel;

/** Binary operators on the floats of columns, step by step; what comes out has no histograms. */
public final class Arithmetic {
  private Arithmetic() {}

  /** An operator that always has a result. */
  @FunctionalInterface
  public interface Operation {
    double apply(double left, double right);
  }

  /** A comparison. */
  @FunctionalInterface
  public interface Comparison {
    boolean holds(double left, double right);
  }

  /** The result at steps where both sides have a value; {@code out} may be one of the sides. */
  public static void apply(Operation operation, Column left, Column right, Column out) {
    out.dropHistograms();
    for (int w = 0; w < out.present.length; w++) {
      long both = left.present[w] & right.present[w];
      out.present[w] = both;
      for (long bits = both; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        out.values[step] = operation.apply(left.values[step], right.values[step]);
      }
    }
  }

  /**
   * Keeps the values of one side at steps where both have one and the comparison holds.
   *
   * @param kept the side to keep, left or right
   * @param out not one of the sides
   */
  public static void filter(
      Comparison comparison, Column left, Column right, Column kept, Column out) {
    out.dropHistograms();
    for (int w = 0; w < out.present.length; w++) {
      long holding = 0;
      for (long bits = left.present[w] & right.present[w]; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        if (comparison.holds(left.values[step], right.values[step])) {
          holding |= bits & -bits;
          out.values[step] = kept.values[step];
        }
      }
      out.present[w] = holding;
    }
  }

  /** 1 or 0 at steps where both sides have a value; {@code out} may be one of the sides. */
  public static void test(Comparison comparison, Column left, Column right, Column out) {
    apply((l, r) -> comparison.holds(l, r) ? 1 : 0, left, right, out);
  }
}
