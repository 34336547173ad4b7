package dev.deucalion.promql.exec;

/** The order of values in sorted answers. */
final class ValueOrder {
  private ValueOrder() {}

  /** By value, NaN at the end in both directions; both zeros are equal. */
  static int compare(double a, double b, boolean ascending) {
    boolean aNan = Double.isNaN(a);
    boolean bNan = Double.isNaN(b);
    if (aNan || bNan) {
      return Boolean.compare(aNan, bNan);
    }
    if (a == b) {
      return 0;
    }
    return (a < b) == ascending ? -1 : 1;
  }
}
