package dev.deucalion.promql.histogram;

import dev.deucalion.promql.number.Kahan;

/** A zero bucket that is being computed. */
final class ZeroBucket {
  private double threshold;
  private double count;
  private double lost;

  void set(double newThreshold, double newCount) {
    threshold = newThreshold;
    count = newCount;
    lost = 0;
  }

  void copyFrom(ZeroBucket other) {
    threshold = other.threshold;
    count = other.count;
    lost = other.lost;
  }

  /** Width on either side of zero. */
  double threshold() {
    return threshold;
  }

  double count() {
    return count;
  }

  double lost() {
    return lost;
  }

  void increase(double value) {
    double next = count + value;
    lost = Kahan.lost(count, value, next, lost);
    count = next;
  }

  void multiply(double factor) {
    count *= factor;
    lost *= factor;
  }

  void divide(double divisor) {
    count /= divisor;
    lost /= divisor;
  }

  /**
   * Grows and takes in the buckets that it then covers, which stay in their rows. Where it would
   * end within a bucket that has observations, it grows to the end of that one.
   */
  void widen(double newThreshold, int schema, BucketRow positive, BucketRow negative) {
    double before = count;
    double reached = newThreshold;
    while (true) {
      // What was lost in an attempt stays lost in the next one; so it is with Prometheus.
      count = before;
      reached = takeIn(schema, positive, reached);
      double wider = takeIn(schema, negative, reached);
      threshold = reached;
      if (wider <= reached) {
        return;
      }
      reached = wider;
    }
  }

  /** Adds the buckets of one side below a bound; returns the bound or the one that is needed. */
  private double takeIn(int schema, BucketRow row, double bound) {
    for (int i = 0; i < row.size(); i++) {
      if (BucketBounds.exponential(schema, row.index(i) - 1) >= bound) {
        return bound;
      }
      increase(row.count(i));
      if (row.lost(i) != 0) {
        increase(row.lost(i));
      }
      double upper = BucketBounds.exponential(schema, row.index(i));
      if (upper > bound) {
        return row.count(i) == 0 ? bound : upper;
      }
    }
    return bound;
  }
}
