package dev.deucalion.promql.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
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
  void recognisesHistograms() {
    SeriesNotation series =
        SeriesNotation.parse("m 1 {{schema:1 sum:3 buckets:[1 2]}} {{sum:1}}+{{sum:2}}x3 2");
    assertThat(series.hasHistograms()).isTrue();
    assertThat(series.size()).isEqualTo(7);
    assertThat(series.omitted()).containsExactly(false, true, true, true, true, true, false);
    assertThat(SeriesNotation.parse("m 1").hasHistograms()).isFalse();
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
        "5 5"
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
