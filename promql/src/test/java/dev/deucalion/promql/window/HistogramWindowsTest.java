package dev.deucalion.promql.window;

import static dev.deucalion.promql.window.OneWindow.custom;
import static dev.deucalion.promql.window.OneWindow.gauge;
import static dev.deucalion.promql.window.OneWindow.histogram;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.kernel.Column;
import org.junit.jupiter.api.Test;

/** Functions that are simple enough to share a test. */
class HistogramWindowsTest {
  private static OneWindow mixed() {
    return new OneWindow()
        .add(10, histogram(1))
        .add(20, histogram(3))
        .add(30, 5)
        .add(40, 4)
        .add(50, histogram(2));
  }

  @Test
  void sumsAndMeans() {
    OneWindow series = new OneWindow().add(10, histogram(1)).add(20, histogram(3, 4));
    assertThat(series.histogram(HistogramSums.sum(), 60, 60)).isEqualTo(histogram(4, 4));
    assertThat(series.histogram(HistogramSums.mean(), 60, 60)).isEqualTo(histogram(2, 2));
    assertThat(series.notes()).isEmpty();
  }

  @Test
  void sumsTellWhatDoesNotGoTogether() {
    OneWindow hints =
        new OneWindow()
            .add(10, histogram(1).withResetHint(CounterResetHint.RESET))
            .add(20, histogram(1).withResetHint(CounterResetHint.NOT_RESET));
    assertThat(hints.histogram(HistogramSums.sum(), 60, 60)).isNotNull();
    assertThat(hints.notes()).containsOnlyKeys(WindowNote.RESETS_COLLIDE);
    OneWindow buckets = new OneWindow().add(10, histogram(1)).add(20, custom(1, 1));
    assertThat(buckets.histogram(HistogramSums.mean(), 60, 60)).isNull();
    assertThat(buckets.notes()).containsOnlyKeys(WindowNote.MIXED_BUCKETS);
    OneWindow kinds = mixed();
    assertThat(kinds.fold(HistogramSums.sum(), 60, 60, 9).isEmpty()).isTrue();
    assertThat(kinds.notes()).containsOnlyKeys(WindowNote.MIXED_KINDS);
  }

  @Test
  void aStepFromOneKindToTheOtherCounts() {
    // From 3 to 5, from 5 to 4 and from 4 to 2; the first step is no reset.
    assertThat(value(mixed(), MixedSteps.of(MixedSteps.Kind.RESET))).isEqualTo(3);
    assertThat(value(mixed(), MixedSteps.of(MixedSteps.Kind.CHANGE))).isEqualTo(4);
    OneWindow same = new OneWindow().add(10, histogram(1)).add(20, histogram(1));
    assertThat(value(same, MixedSteps.of(MixedSteps.Kind.CHANGE))).isZero();
  }

  @Test
  void anchoredStepsBeginAtTheLastSampleUpToTheStart() {
    OneWindow series = mixed().widened(30, 0);
    // From the histogram at 20 s on: a float, a lower one, a histogram.
    assertThat(
            series.fold(MixedSteps.anchored(MixedSteps.Kind.RESET), 35, 60, Double.NaN).values[0])
        .isEqualTo(3);
  }

  @Test
  void histogramsCountAsSamples() {
    assertThat(value(mixed(), CountedHistograms.COUNT)).isEqualTo(5);
    assertThat(value(mixed(), CountedHistograms.PRESENT)).isEqualTo(1);
  }

  @Test
  void theFirstAndTheLastSampleAreOfAnyKind() {
    OneWindow series = mixed();
    assertThat(series.histogram(EdgeSamples.FIRST, 60, 60)).isEqualTo(histogram(1));
    assertThat(series.histogram(EdgeSamples.LAST, 60, 60)).isEqualTo(histogram(2));
    assertThat(value(series, EdgeSamples.TIME_OF_LAST)).isEqualTo(50);
    // Up to 40 s the last one is a float.
    Column floats = series.fold(EdgeSamples.LAST, 40, 40, 4);
    assertThat(floats.histogram(0)).isNull();
    assertThat(floats.values[0]).isEqualTo(4);
  }

  @Test
  void functionsOfFloatsTellOfHistogramsAmongThem() {
    OneWindow series = mixed();
    assertThat(series.fold(IgnoredHistograms.INSTANCE, 15, 20, Double.NaN).isEmpty()).isTrue();
    assertThat(series.notes()).isEmpty();
    assertThat(series.fold(IgnoredHistograms.INSTANCE, 60, 60, 9).values[0]).isEqualTo(9);
    assertThat(series.notes()).containsOnlyKeys(WindowNote.HISTOGRAMS_IGNORED);
  }

  @Test
  void instantRatesAreOfTheLastTwoSamples() {
    OneWindow series = new OneWindow().add(10, histogram(1)).add(20, histogram(3));
    assertThat(series.histogram(InstantHistogramRate.IRATE, 60, 60))
        .isEqualTo(gauge(histogram(0.2)));
    assertThat(series.notes()).isEmpty();
    assertThat(series.histogram(InstantHistogramRate.IDELTA, 60, 60))
        .isEqualTo(gauge(histogram(2)));
    assertThat(series.notes()).containsOnlyKeys(WindowNote.NOT_GAUGE);
    OneWindow fell = new OneWindow().add(10, histogram(3)).add(20, histogram(1));
    assertThat(fell.histogram(InstantHistogramRate.IRATE, 60, 60)).isEqualTo(gauge(histogram(0.1)));
    OneWindow kinds = mixed();
    assertThat(kinds.fold(InstantHistogramRate.IRATE, 60, 60, 9).isEmpty()).isTrue();
    assertThat(kinds.notes()).containsOnlyKeys(WindowNote.MIXED_KINDS);
  }

  @Test
  void smoothedSelectorsGiveWhatIsBetweenSamples() {
    FloatHistogram one = gauge(histogram(2));
    OneWindow series = new OneWindow().widened(0, 60).add(10, one).add(30, gauge(histogram(6)));
    HistogramWindows smoothed = SmoothedHistograms.windows();
    assertThat(series.histogram(smoothed, 60, 20)).isEqualTo(gauge(histogram(4)));
    assertThat(series.histogram(smoothed, 60, 10)).isEqualTo(one);
    assertThat(series.histogram(smoothed, 60, 40))
        .isEqualTo(histogram(6).withResetHint(CounterResetHint.UNKNOWN));
    assertThat(series.histogram(smoothed, 60, 5)).isNull();
  }

  private static double value(OneWindow series, HistogramWindows function) {
    Column out = series.fold(function, 60, 60, Double.NaN);
    assertThat(out.has(0)).isTrue();
    return out.values[0];
  }
}
