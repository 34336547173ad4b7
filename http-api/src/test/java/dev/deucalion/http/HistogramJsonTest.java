package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.QueryValue;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bytes of native histograms in answers; the expected ones are what Prometheus answers. */
final class HistogramJsonTest {
  private static final int[] NO_SPANS = {};
  private static final double[] NO_COUNTS = {};

  private static final FloatHistogram EMPTY =
      new FloatHistogram(
          CounterResetHint.UNKNOWN, BucketLayout.NO_BUCKETS, 0, 0, 0, NO_COUNTS, NO_COUNTS);

  private final ServerFixture http = new ServerFixture();

  @AfterEach
  void stop() {
    http.close();
  }

  private String vector(FloatHistogram histogram) {
    http.program.evaluate =
        expr ->
            new QueryValue.Vector(
                List.of(new QueryValue.Sample(Labels.of("a", "b"), 1_500, 0, histogram)));
    return http.get("/api/v1/query?query=x").body();
  }

  private static String vectorOf(String histogram) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
        + "{\"metric\":{\"a\":\"b\"},\"histogram\":[1.500,"
        + histogram
        + "]}]}}";
  }

  @Test
  void bucketsRiseAndSayWhichBoundsAreTheirs() {
    FloatHistogram histogram =
        new FloatHistogram(
            CounterResetHint.UNKNOWN,
            BucketLayout.exponential(0, 0.25, new int[] {-1, 2, 1, 1}, new int[] {1, 2}),
            2.5,
            1e21,
            -0.5,
            new double[] {1, 7, 1e-7},
            new double[] {3, 4});
    assertThat(vector(histogram))
        .isEqualTo(
            vectorOf(
                "{\"count\":\"1e+21\",\"sum\":\"-0.5\",\"buckets\":["
                    + "[1,\"-4\",\"-2\",\"4\"],[1,\"-2\",\"-1\",\"3\"],"
                    + "[3,\"-0.25\",\"0.25\",\"2.5\"],"
                    + "[0,\"0.25\",\"0.5\",\"1\"],[0,\"0.5\",\"1\",\"7\"],"
                    + "[0,\"2\",\"4\",\"1e-07\"]]}"));
  }

  @Test
  void bucketsEndAtTheZeroBucketAndEmptyOnesAreLeftOut() {
    FloatHistogram histogram =
        new FloatHistogram(
            CounterResetHint.GAUGE,
            BucketLayout.exponential(0, 0.75, new int[] {0, 3}, new int[] {0, 1}),
            0,
            5,
            Double.NaN,
            new double[] {2, 0, 1},
            new double[] {2});
    assertThat(vector(histogram))
        .isEqualTo(
            vectorOf(
                "{\"count\":\"5\",\"sum\":\"NaN\",\"buckets\":["
                    + "[1,\"-1\",\"-0.75\",\"2\"],[0,\"0.75\",\"1\",\"2\"],"
                    + "[0,\"2\",\"4\",\"1\"]]}"));
  }

  @Test
  void zeroBucketWithoutWidth() {
    FloatHistogram histogram =
        new FloatHistogram(
            CounterResetHint.UNKNOWN, BucketLayout.NO_BUCKETS, 3, 3, 0, NO_COUNTS, NO_COUNTS);
    assertThat(vector(histogram))
        .isEqualTo(
            vectorOf("{\"count\":\"3\",\"sum\":\"0\",\"buckets\":[[3,\"-0\",\"0\",\"3\"]]}"));
  }

  @Test
  void withoutObservationsThereAreNoBuckets() {
    assertThat(vector(EMPTY)).isEqualTo(vectorOf("{\"count\":\"0\",\"sum\":\"0\"}"));
  }

  @Test
  void customBuckets() {
    FloatHistogram histogram =
        new FloatHistogram(
            CounterResetHint.UNKNOWN,
            BucketLayout.custom(new int[] {0, 4}, new double[] {-2.5, 1, 10}),
            0,
            10,
            12,
            new double[] {1, 2, 3, 4},
            NO_COUNTS);
    assertThat(vector(histogram))
        .isEqualTo(
            vectorOf(
                "{\"count\":\"10\",\"sum\":\"12\",\"buckets\":["
                    + "[3,\"-Inf\",\"-2.5\",\"1\"],[0,\"-2.5\",\"1\",\"2\"],"
                    + "[0,\"1\",\"10\",\"3\"],[0,\"10\",\"+Inf\",\"4\"]]}"));
  }

  @Test
  void matrixHasFloatsThenHistograms() {
    FloatHistogram one =
        new FloatHistogram(
            CounterResetHint.UNKNOWN,
            BucketLayout.exponential(1, 0, new int[] {2, 1}, NO_SPANS),
            0,
            1,
            2,
            new double[] {1},
            NO_COUNTS);
    http.program.evaluate =
        expr ->
            new QueryValue.Matrix(
                List.of(
                    new QueryValue.Series(
                        Labels.of("a", "b"),
                        new long[] {1_000},
                        new double[] {1},
                        new long[] {0, 2_050},
                        new FloatHistogram[] {one, EMPTY}),
                    new QueryValue.Series(
                        Labels.EMPTY,
                        new long[0],
                        new double[0],
                        new long[] {-1},
                        new FloatHistogram[] {EMPTY})));
    assertThat(http.get("/api/v1/query_range?query=x&start=0&end=3&step=1").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                + "{\"metric\":{\"a\":\"b\"},\"values\":[[1,\"1\"]],\"histograms\":["
                + "[0,{\"count\":\"1\",\"sum\":\"2\",\"buckets\":"
                + "[[0,\"1.414213562373095\",\"2\",\"1\"]]}],"
                + "[2.050,{\"count\":\"0\",\"sum\":\"0\"}]]},"
                + "{\"metric\":{},\"histograms\":[[-0.001,{\"count\":\"0\",\"sum\":\"0\"}]]}]}}");
  }
}
