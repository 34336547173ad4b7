package dev.deucalion.promql.testkit;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.histogram.BucketCursor;
import java.util.ArrayList;
import java.util.List;

/** A native histogram of an answer. */
public sealed interface AnswerHistogram {
  /** Whether it is what a script expects, as far as its own form tells. */
  boolean is(HistogramPoint expected);

  /** One with all that there is to it. */
  record Whole(FloatHistogram histogram) implements AnswerHistogram {
    @Override
    public boolean is(HistogramPoint expected) {
      return HistogramEquality.equal(expected, histogram);
    }

    @Override
    public String toString() {
      return HistogramNotation.print(histogram);
    }
  }

  /**
   * One as the HTTP API shows it: without schema, empty buckets and hint.
   *
   * @param buckets from the lowest one to the highest one
   */
  record Shown(double count, double sum, List<Bucket> buckets) implements AnswerHistogram {
    /** Copies the list. */
    public Shown {
      buckets = buckets.stream().filter(bucket -> bucket.count() != 0).toList();
    }

    /** How the HTTP API shows a histogram. */
    public static Shown of(FloatHistogram histogram) {
      List<Bucket> buckets = new ArrayList<>();
      BucketCursor cursor = new BucketCursor().ascending(histogram);
      while (cursor.next()) {
        buckets.add(new Bucket(cursor.lower(), cursor.upper(), cursor.count()));
      }
      return new Shown(histogram.count(), histogram.sum(), buckets);
    }

    @Override
    public boolean is(HistogramPoint expected) {
      Shown other = of(expected.histogram());
      return ApproximateEquality.equal(count, other.count)
          && ApproximateEquality.equal(sum, other.sum)
          && isEqual(buckets, other.buckets);
    }

    private static boolean isEqual(List<Bucket> buckets, List<Bucket> others) {
      boolean equal = buckets.size() == others.size();
      for (int i = 0; equal && i < buckets.size(); i++) {
        equal = buckets.get(i).isLike(others.get(i));
      }
      return equal;
    }
  }

  /** How many observations are within bounds. */
  record Bucket(double lower, double upper, double count) {
    private boolean isLike(Bucket other) {
      return lower == other.lower
          && upper == other.upper
          && ApproximateEquality.equal(count, other.count);
    }
  }
}
