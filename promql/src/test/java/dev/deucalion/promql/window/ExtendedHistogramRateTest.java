package dev.deucalion.promql.window;

import static dev.deucalion.promql.window.OneWindow.custom;
import static dev.deucalion.promql.window.OneWindow.gauge;
import static dev.deucalion.promql.window.OneWindow.histogram;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.kernel.RateKind;
import org.junit.jupiter.api.Test;

class ExtendedHistogramRateTest {
  private static final HistogramWindows ANCHORED = HistogramRates.anchored(RateKind.INCREASE);
  private static final HistogramWindows SMOOTHED = HistogramRates.smoothed(RateKind.INCREASE);

  private static OneWindow series() {
    return new OneWindow()
        .widened(60, 60)
        .add(10, histogram(4))
        .add(30, histogram(8))
        .add(50, histogram(9))
        .add(70, histogram(13));
  }

  @Test
  void anchoredWindowsGoFromTheLastSampleBeforeToTheLastOneInside() {
    assertThat(series().widened(60, 0).histogram(ANCHORED, 40, 60)).isEqualTo(gauge(histogram(5)));
    assertThat(series().widened(60, 0).histogram(ANCHORED, 20, 30)).isEqualTo(gauge(histogram(4)));
  }

  @Test
  void smoothedWindowsHaveValuesAtTheirEdges() {
    // 6 at 20 s and 11 at 60 s, each halfway between two samples.
    assertThat(series().histogram(SMOOTHED, 40, 60)).isEqualTo(gauge(histogram(5)));
  }

  @Test
  void resetsInsideAreMadeUpFor() {
    OneWindow series = series().add(75, histogram(2)).add(80, histogram(6));
    assertThat(series.widened(60, 0).histogram(ANCHORED, 60, 80)).isEqualTo(gauge(histogram(15)));
  }

  @Test
  void thereIsNoAnswerWithoutASampleInside() {
    assertThat(series().widened(60, 0).histogram(ANCHORED, 10, 100)).isNull();
  }

  @Test
  void kindsOfBucketsDoNotMix() {
    OneWindow series = series().add(80, custom(1, 1));
    assertThat(series.histogram(ANCHORED, 60, 80)).isNull();
    assertThat(series.notes()).containsOnlyKeys(WindowNote.MIXED_BUCKETS);
  }
}
