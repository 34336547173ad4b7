package dev.deucalion.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateKernelTest {
  private static Column fold(RateKernel kernel, long rangeMs, double... everyTenSeconds) {
    Samples samples = new Samples();
    for (int i = 0; i < everyTenSeconds.length; i++) {
      samples.add(10_000L * (i + 1), everyTenSeconds[i]);
    }
    long endMs = 10_000L * everyTenSeconds.length;
    Windows windows =
        Windows.sliding(StepGrid.instant(endMs), rangeMs, 0, () -> {}, ColumnMemory.UNCOUNTED);
    windows.locate(samples);
    Column out = new Column(1);
    kernel.fold(samples, windows, out);
    return out;
  }

  @Test
  void extrapolatesToTheEdgesOfTheWindow() {
    Column out = fold(RateKernel.increase(), 30_000, 100, 110, 120, 130);
    assertThat(out.values[0]).isEqualTo(30);
    assertThat(fold(RateKernel.rate(), 30_000, 100, 110, 120, 130).values[0]).isEqualTo(1);
  }

  @Test
  void extrapolatesByHalfTheSpacingWhereSamplesAreFar() {
    assertThat(fold(RateKernel.delta(), 1_000_000, 100, 110, 120).values[0]).isEqualTo(25);
  }

  @Test
  void doesNotExtrapolateACounterBelowZero() {
    assertThat(fold(RateKernel.increase(), 1_000_000, 1, 11, 21).values[0]).isEqualTo(21);
  }

  @Test
  void addsWhatACounterHadBeforeEachReset() {
    Column out = fold(RateKernel.increase(), 40_000, 50, 60, 5, 9, 2);
    double growth = 2 - 60 + 60 + 9;
    double sampled = 30;
    double toZero = sampled * (60 / growth);
    assertThat(toZero).isGreaterThan(10);
    assertThat(out.values[0]).isEqualTo(growth * ((sampled + 10 + 0) / sampled));
  }

  @Test
  void needsTwoSamples() {
    assertThat(fold(RateKernel.rate(), 10_000, 1, 2, 3).isEmpty()).isTrue();
  }
}
