package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.FloatHistogram;

/**
 * Walks over the buckets of a histogram; can be used again for another one.
 *
 * <pre>{@code
 * cursor.ascending(histogram);
 * while (cursor.next()) {
 *   use(cursor.lower(), cursor.upper(), cursor.count());
 * }
 * }</pre>
 *
 * <p>After the end it stays on the last bucket. Of a histogram without buckets that is a bucket
 * from 0 to 0 without observations.
 */
public final class BucketCursor {
  private enum Part {
    FIRST,
    ZERO,
    LAST,
    END
  }

  private FloatHistogram histogram = FloatHistogram.STALE;
  private final SideWalk walk = new SideWalk();
  private Part part = Part.END;

  /** Whether the walk goes from the lowest bucket to the highest one. */
  private boolean ascending;

  /** Whether there is something after the first side, and bounds end at the zero bucket. */
  private boolean all;

  private boolean positive;
  private double lower;
  private double upper;
  private double count;
  private boolean zeroBucket;

  /** Starts over with all buckets, from the lowest one to the highest one. */
  public BucketCursor ascending(FloatHistogram of) {
    return start(of, true, true, false);
  }

  /** Starts over with all buckets, from the highest one to the lowest one. */
  public BucketCursor descending(FloatHistogram of) {
    return start(of, true, false, true);
  }

  /** Starts over with the positive buckets, from zero on. */
  public BucketCursor positive(FloatHistogram of) {
    return start(of, false, true, true);
  }

  /** Starts over with the negative buckets, from zero on. */
  public BucketCursor negative(FloatHistogram of) {
    return start(of, false, false, false);
  }

  private BucketCursor start(FloatHistogram of, boolean ofAll, boolean up, boolean startPositive) {
    histogram = of;
    all = ofAll;
    ascending = up;
    lower = 0;
    upper = 0;
    count = 0;
    zeroBucket = false;
    part = Part.FIRST;
    startSide(startPositive, !ofAll);
    return this;
  }

  private void startSide(boolean isPositive, boolean outward) {
    positive = isPositive;
    BucketLayout layout = histogram.layout();
    walk.start(
        isPositive ? layout.positiveSpans() : layout.negativeSpans(),
        isPositive ? histogram.positive() : histogram.negative(),
        outward);
  }

  /** Goes to the next bucket; false when there is none. */
  public boolean next() {
    while (true) {
      switch (part) {
        case FIRST, LAST -> {
          if (walk.next()) {
            takeBucket();
            return true;
          }
          part = part == Part.FIRST && all ? Part.ZERO : Part.END;
        }
        case ZERO -> {
          part = Part.LAST;
          startSide(ascending, true);
          if (histogram.zeroCount() > 0) {
            takeZeroBucket();
            return true;
          }
        }
        case END -> {
          return false;
        }
      }
    }
  }

  private void takeBucket() {
    BucketLayout layout = histogram.layout();
    double outer = BucketBounds.upper(layout, walk.index());
    double inner = BucketBounds.upper(layout, walk.index() - 1);
    double threshold = layout.zeroThreshold();
    if (all && inner > 0 && inner < threshold) {
      inner = threshold;
    }
    lower = positive ? inner : -outer;
    upper = positive ? outer : -inner;
    count = walk.count();
    zeroBucket = false;
  }

  private void takeZeroBucket() {
    upper = histogram.layout().zeroThreshold();
    lower = -upper;
    count = histogram.zeroCount();
    zeroBucket = true;
  }

  /** Lower bound; minus infinity for the first custom bucket. */
  public double lower() {
    return lower;
  }

  /** Upper bound; infinity for the last custom bucket. */
  public double upper() {
    return upper;
  }

  /** Observations in the bucket. */
  public double count() {
    return count;
  }

  /** Whether a value that is the lower bound is in the bucket. */
  public boolean lowerInclusive() {
    if (histogram.layout().usesCustomBuckets()) {
      return walk.index() == 0;
    }
    return zeroBucket || lower < 0;
  }

  /** Whether a value that is the upper bound is in the bucket. */
  public boolean upperInclusive() {
    return zeroBucket || histogram.layout().usesCustomBuckets() || upper > 0;
  }

  /** Position of the bucket among the counts of its side; the zero bucket has none. */
  int position() {
    return walk.position();
  }

  /** The buckets of one side, away from zero or towards it. */
  private static final class SideWalk {
    private int[] spans = {};
    private double[] counts = {};
    private boolean outward;

    /** Of the span that {@link #left} is about. */
    private int span;

    /** Buckets of the span that are still to come. */
    private int left;

    private int index;
    private int position;

    private void start(int[] ofSpans, double[] ofCounts, boolean away) {
      spans = ofSpans;
      counts = ofCounts;
      outward = away;
      left = 0;
      if (away) {
        span = -2;
        index = -1;
        position = -1;
        return;
      }
      span = ofSpans.length;
      index = 0;
      for (int part : ofSpans) {
        index += part;
      }
      position = ofCounts.length;
    }

    private boolean next() {
      if (!(outward ? nextSpan() : spanBefore())) {
        return false;
      }
      left--;
      int direction = outward ? 1 : -1;
      index += direction;
      position += direction;
      return position >= 0 && position < counts.length;
    }

    private boolean nextSpan() {
      while (left == 0) {
        if (span + 2 >= spans.length) {
          return false;
        }
        span += 2;
        index += spans[span];
        left = spans[span + 1];
      }
      return true;
    }

    private boolean spanBefore() {
      while (left == 0) {
        if (span < 2) {
          return false;
        }
        index -= span < spans.length ? spans[span] : 0;
        span -= 2;
        left = spans[span + 1];
      }
      return true;
    }

    private int index() {
      return index;
    }

    private int position() {
      return position;
    }

    private double count() {
      return counts[position];
    }
  }
}
