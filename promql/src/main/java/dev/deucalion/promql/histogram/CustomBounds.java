package dev.deucalion.promql.histogram;

import java.util.Arrays;

/** What histograms with different custom bounds have in common. */
final class CustomBounds {
  private CustomBounds() {}

  static boolean areEqual(double[] a, double[] b) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        return false;
      }
    }
    return true;
  }

  /** The bounds that are in both, rising. */
  static double[] common(double[] a, double[] b) {
    double[] common = new double[Math.min(a.length, b.length)];
    int size = 0;
    for (int i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i] == b[j]) {
        common[size++] = a[i++];
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return Arrays.copyOf(common, size);
  }

  /**
   * Adds buckets to those of fewer bounds.
   *
   * @param bounds of {@code from}
   * @param targetBounds all of them in {@code bounds}
   * @param target has all buckets of the target bounds
   */
  static void addTo(BucketRow from, double[] bounds, double[] targetBounds, BucketRow target) {
    int at = 0;
    for (int i = 0; i < from.size(); i++) {
      int index = from.index(i);
      if (index >= bounds.length) {
        at = targetBounds.length;
      }
      while (at < targetBounds.length && targetBounds[at] < bounds[index]) {
        at++;
      }
      target.increase(at, from.count(i));
      if (from.lost(i) != 0) {
        target.increase(at, from.lost(i));
      }
    }
  }

  /** Makes a row have all buckets of some bounds, without observations. */
  static void reset(BucketRow row, int boundCount) {
    row.clear();
    for (int i = 0; i <= boundCount; i++) {
      row.append(i, 0, 0);
    }
  }
}
