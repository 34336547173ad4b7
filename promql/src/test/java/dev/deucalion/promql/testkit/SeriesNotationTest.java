package dev.deucalion.promql.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesNotationTest {
  private static double[] values(String points) {
    return SeriesNotation.parse("m " + points).values();
  }

  @Test
  void readsLabels() {
    assertThat(SeriesNotation.parse("up{job=\"a b\",x='}\\'',} 1").labels())
        .isEqualTo(Labels.of("__name__", "up", "job", "a b", "x", "}'"));
    assertThat(SeriesNotation.parse("{\"my.metric\", \"a.b\"=\"c\"} 1").labels())
        .isEqualTo(Labels.of("__name__", "my.metric", "a.b", "c"));
    assertThat(SeriesNotation.parse("{} 1").labels()).isEqualTo(Labels.EMPTY);
    assertThat(SeriesNotation.parse("sum 1").labels()).isEqualTo(Labels.of("__name__", "sum"));
  }

  @Test
  void expandsSteps() {
    assertThat(values("1 -2.5 1e3 +Inf")).containsExactly(1, -2.5, 1000, Double.POSITIVE_INFINITY);
    assertThat(values("1+2x3")).containsExactly(1, 3, 5, 7);
    assertThat(values("1-2x2 9")).containsExactly(1, -1, -3, 9);
    assertThat(values("-1+0.5x1")).containsExactly(-1, -0.5);
    assertThat(values("4x2")).containsExactly(4, 4, 4);
    assertThat(values("NaN")[0]).isNaN();
    assertThat(values("-Infx1")).containsOnly(Double.NEGATIVE_INFINITY).hasSize(2);
  }

  @Test
  void knowsGapsAndStaleMarkers() {
    SeriesNotation series = SeriesNotation.parse("m 1 _ _x2 stale");
    assertThat(series.omitted()).containsExactly(false, true, true, true, false);
    assertThat(StaleMarker.isStale(series.values()[4])).isTrue();
  }

  @Test
  void readsHistogramsAmongFloats() {
    SeriesNotation series =
        SeriesNotation.parse("m 1 {{schema:1 sum:3 buckets:[1 2]}} _ {{sum:1}}+{{sum:2}}x3 2");
    assertThat(series.size()).isEqualTo(8);
    assertThat(series.omitted())
        .containsExactly(false, false, true, false, false, false, false, false);
    assertThat(series.histogram(0)).isNull();
    assertThat(series.histogram(2)).isNull();
    assertThat(series.histogram(7)).isNull();
    double[] sums = new double[8];
    for (int i : new int[] {1, 3, 4, 5, 6}) {
      sums[i] = histogram(series, i).sum();
    }
    assertThat(sums).containsExactly(0, 3, 0, 1, 3, 5, 7, 0);
    assertThat(SeriesNotation.parse("m 1").histograms()).isEmpty();
  }

  private static FloatHistogram histogram(SeriesNotation series, int point) {
    return Objects.requireNonNull(series.histogram(point)).histogram();
  }

  @Test
  void readsAllOfAHistogram() {
    SeriesNotation series =
        SeriesNotation.parse(
            "m {{schema:-1 count:9 sum:-2.5 z_bucket:3 z_bucket_w:0.5 offset:-2 buckets:[1 0 2]"
                + " n_offset:4 n_buckets:[3] counter_reset_hint:gauge}}x1");
    FloatHistogram expected =
        new FloatHistogram(
            CounterResetHint.GAUGE,
            BucketLayout.exponential(-1, 0.5, new int[] {-2, 3}, new int[] {4, 1}),
            3,
            9,
            -2.5,
            new double[] {1, 0, 2},
            new double[] {3});
    assertThat(series.histogram(0)).isEqualTo(new HistogramPoint(expected, true));
    assertThat(series.histogram(1)).isEqualTo(series.histogram(0));
  }

  @Test
  void readsCustomBuckets() {
    SeriesNotation series =
        SeriesNotation.parse("m {{schema:-53 count:3 custom_values:[-1 2.5] buckets:[1 2]}}");
    FloatHistogram expected =
        new FloatHistogram(
            CounterResetHint.UNKNOWN,
            BucketLayout.custom(new int[] {0, 2}, new double[] {-1, 2.5}),
            0,
            3,
            0,
            new double[] {1, 2},
            new double[0]);
    assertThat(series.histogram(0)).isEqualTo(new HistogramPoint(expected, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m x",
        "m 1+",
        "m 1+2",
        "m 1x",
        "m _x",
        "m stalex2",
        "m 1x999999999",
        "m{a} 1",
        "m{a=1} 1",
        "m{a='b' 1",
        "5 5",
        "m {{",
        "m {{sum}}",
        "m {{sum:}}",
        "m {{sum:1 sum:1}}",
        "m {{sum:1count:2}}",
        "m {{summe:1}}",
        "m {{schema:1.5}}",
        "m {{buckets:1}}",
        "m {{buckets:[]}}",
        "m {{buckets:[1,2]}}",
        "m {{counter_reset_hint:maybe}}",
        "m {{schema:-53 z_bucket:1}}",
        "m {{schema:1}}+{{schema:0}}x1",
        "m {{}}+1x2",
        "m {{}}+{{}}"
      })
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> SeriesNotation.parse(text));
  }

  @Test
  void saysWhereLabelsAreWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeriesNotation.parse("m{a~'b'} 1"))
        .withMessage("1:4: parse error: unexpected character inside braces: '~'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeriesNotation.parse("m{a!='b'} 1"))
        .withMessage("1:4: parse error: unexpected <op:!=> in label set, expected \"=\"");
  }
}
