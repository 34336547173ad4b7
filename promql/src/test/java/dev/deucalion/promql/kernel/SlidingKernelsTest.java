package dev.deucalion.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Kernels that carry something from window to window, against folds of each window by itself. */
class SlidingKernelsTest {
  private static final double[] SPECIAL = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1, 1
  };

  @Test
  void min() {
    compare(SlidingExtreme::min, WindowKernel.ofValues(OverTime::min));
  }

  @Test
  void max() {
    compare(SlidingExtreme::max, WindowKernel.ofValues(OverTime::max));
  }

  @Test
  void timeOfMin() {
    compare(SlidingExtreme::timeOfMin, WindowKernel.ofSamples(OverTime::timeOfMin));
  }

  @Test
  void timeOfMax() {
    compare(SlidingExtreme::timeOfMax, WindowKernel.ofSamples(OverTime::timeOfMax));
  }

  @Test
  void resets() {
    compare(
        SlidingCount::resets,
        WindowKernel.ofValues(
            (values, from, to, work) -> count(values, from, to, (a, b) -> b < a)));
  }

  @Test
  void changes() {
    compare(
        SlidingCount::changes,
        WindowKernel.ofValues((values, from, to, work) ->
            count(
                values,
                from,
                to,
                (a, b) -> a.doubleValue() != b && !(Double.isNaN(a) && Double.isNaN(b)))));
  }

  @Test
  void quantile() {
    for (double phi : new double[] {0, 0.1, 0.5, 0.9, 0.99, 1, -1, 2, Double.NaN}) {
      Quantiles each = new Quantiles();
      compare(
          () -> new SlidingQuantile(filled(phi)),
          WindowKernel.ofValues(
              (values, from, to, work) -> each.quantile(phi, values, from, to, work)));
    }
  }

  /** How many samples there are to which the step from the one before is of a kind. */
  private static double count(
      double[] values, int from, int to, BiPredicate<Double, Double> isOfKind) {
    return IntStream.range(from + 1, to)
        .filter(i -> isOfKind.test(values[i - 1], values[i]))
        .count();
  }

  private static double[] filled(double phi) {
    double[] each = new double[1_000];
    Arrays.fill(each, phi);
    return each;
  }

  private static void compare(Supplier<WindowKernel> sliding, WindowKernel oracle) {
    WindowKernel kernel = sliding.get();
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      Samples samples = series(random);
      StepGrid grid =
          new StepGrid(random.nextInt(2_000), 1 + random.nextInt(500), 1 + random.nextInt(300));
      long rangeMs = 1L + random.nextInt(20_000);
      Windows windows =
          random.nextInt(8) == 0
              ? Windows.fixed(grid, rangeMs, 0, 30_000, () -> {}, ColumnMemory.UNCOUNTED)
              : Windows.sliding(grid, rangeMs, 0, () -> {}, ColumnMemory.UNCOUNTED);
      windows.locate(samples);
      Column expected = new Column(grid.count());
      oracle.fold(samples, windows, expected);
      Column actual = new Column(grid.count());
      kernel.fold(samples, windows, actual);
      assertThat(texts(actual)).as("seed %d", seed).isEqualTo(texts(expected));
    }
  }

  private static Samples series(Random random) {
    Samples samples = new Samples();
    int count = random.nextInt(400);
    long timeMs = 0;
    for (int i = 0; i < count; i++) {
      timeMs += 1 + random.nextInt(400);
      samples.add(timeMs, value(random));
    }
    return samples;
  }

  private static double value(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
      case 1 -> random.nextInt(5);
      default -> random.nextGaussian();
    };
  }

  /** Values to the bit; NaN is NaN. */
  private static String texts(Column column) {
    StringBuilder text = new StringBuilder();
    for (int step = 0; step < column.steps(); step++) {
      text.append(column.has(step) ? Double.toString(column.values[step]) : "-").append(' ');
    }
    return text.toString();
  }
}
