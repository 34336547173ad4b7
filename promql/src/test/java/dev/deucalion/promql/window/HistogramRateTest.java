package dev.deucalion.promql.window;

import static dev.deucalion.promql.window.OneWindow.custom;
import static dev.deucalion.promql.window.OneWindow.gauge;
import static dev.deucalion.promql.window.OneWindow.histogram;
import static dev.deucalion.promql.window.OneWindow.ofSchema;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.kernel.RateKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Windows of 30 s up to 40 s, with samples at 20, 30 and 40 s: growth counts half as much again.
 */
class HistogramRateTest {
  private static final HistogramWindows INCREASE = HistogramRates.of(RateKind.INCREASE);
  private static final HistogramWindows RATE = HistogramRates.of(RateKind.RATE);
  private static final HistogramWindows DELTA = HistogramRates.of(RateKind.DELTA);

  private static OneWindow series(FloatHistogram... histograms) {
    OneWindow series = new OneWindow();
    for (int i = 0; i < histograms.length; i++) {
      series.add(20 + 10L * i, histograms[i]);
    }
    return series;
  }

  @Test
  void growthIsExtrapolatedToTheWindow() {
    OneWindow series = series(histogram(4, 20), histogram(5, 25), histogram(8, 36));
    assertThat(series.histogram(INCREASE, 30, 40)).isEqualTo(gauge(histogram(6, 24)));
    assertThat(series.histogram(RATE, 30, 40)).isEqualTo(gauge(histogram(0.2, 0.8)));
    assertThat(series.notes()).isEmpty();
  }

  @Test
  void aCounterIsNotExtrapolatedBelowZero() {
    OneWindow series = series(histogram(1), histogram(5), histogram(9));
    // Zero was 2.5 s before the first sample, which 20 s and growth of 8 are behind.
    assertThat(series.histogram(INCREASE, 30, 40)).isEqualTo(gauge(histogram(8 * 22.5 / 20)));
  }

  @Test
  void whatWasThereBeforeAResetIsAdded() {
    OneWindow series = series(histogram(10), histogram(14), histogram(3));
    assertThat(series.histogram(INCREASE, 30, 40)).isEqualTo(gauge(histogram(7 * 1.5)));
    OneWindow first = series(histogram(10), histogram(4), histogram(6));
    assertThat(first.histogram(INCREASE, 30, 40)).isEqualTo(gauge(histogram(6 * 1.5)));
  }

  @Test
  void bucketsBeforeAResetNeedNotGoTogetherWithLaterOnes() {
    OneWindow series = series(custom(100, 1), histogram(4), histogram(6));
    assertThat(series.histogram(INCREASE, 30, 40)).isEqualTo(gauge(histogram(6 * 1.5)));
    assertThat(series.notes()).isEmpty();
  }

  @Test
  void resolutionIsTheLowestOfTheWindow() {
    OneWindow series = series(ofSchema(1, 10, 10), histogram(30), ofSchema(1, 40, 0));
    FloatHistogram found = series.histogram(INCREASE, 30, 40);
    assertThat(found).isNotNull();
    assertThat(found.layout().schema()).isZero();
  }

  @Test
  void kindsOfBucketsDoNotMix() {
    OneWindow series = series(histogram(1), histogram(2), custom(3, 4));
    assertThat(series.histogram(INCREASE, 30, 40)).isNull();
    assertThat(series.notes()).containsOnlyKeys(WindowNote.MIXED_BUCKETS);
  }

  @Test
  void gaugesAndCountersAreTold() {
    OneWindow gauges = series(gauge(histogram(1)), gauge(histogram(2)), gauge(histogram(3)));
    assertThat(gauges.histogram(DELTA, 30, 40)).isEqualTo(gauge(histogram(3)));
    assertThat(gauges.notes()).isEmpty();
    assertThat(gauges.histogram(INCREASE, 30, 40)).isNotNull();
    assertThat(gauges.notes()).containsOnlyKeys(WindowNote.NOT_COUNTER);
    OneWindow counters = series(histogram(1), histogram(2), histogram(3));
    assertThat(counters.histogram(DELTA, 30, 40)).isEqualTo(gauge(histogram(3)));
    assertThat(counters.notes()).containsOnlyKeys(WindowNote.NOT_GAUGE);
  }

  @Test
  void floatsInTheWindowAreNoAnswer() {
    OneWindow series = series(histogram(1), histogram(2)).add(40, 3);
    assertThat(series.fold(INCREASE, 30, 40, 5).isEmpty()).isTrue();
    assertThat(series.notes()).containsOnlyKeys(WindowNote.MIXED_KINDS);
  }

  @Test
  void oneSampleIsEnoughIfTheCounterStartedInTheWindow() {
    OneWindow series =
        new OneWindow().withStarts().add(20, histogram(6), 12).add(60, histogram(9), 30);
    assertThat(series.histogram(INCREASE, 10, 20)).isEqualTo(histogram(6));
    assertThat(series.histogram(INCREASE, 8, 20)).isNull();
    // The second one began anew and has 9 since; 40 s after the first, that is 48 s after its
    // start.
    assertThat(series.histogram(INCREASE, 60, 60)).isEqualTo(gauge(histogram(15)));
    assertThat(series.notes()).isEmpty();
  }

  @Test
  void startsThatOverlapAreCountedByWindow() {
    OneWindow series =
        new OneWindow().withStarts().add(20, histogram(6), 12).add(30, histogram(9), 15);
    assertThat(series.histogram(INCREASE, 30, 30)).isNotNull();
    assertThat(series.histogram(INCREASE, 40, 30)).isNotNull();
    assertThat(series.notes()).containsOnly(Map.entry(WindowNote.STARTS_OVERLAP, 2));
  }
}
