package dev.deucalion.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Kernels of counters with start timestamps, against each window by itself, by the book. */
class StartedKernelsTest {
  private static final long SPACING_MS = 10_000;
  private static final int SERIES = 400;

  /** One window: its samples, start exclusive and end inclusive. */
  private record Window(Samples samples, int from, int to, long startMs, long endMs) {
    long time(int i) {
      return samples.timesMs[i];
    }

    long start(int i) {
      return samples.startsMs[i];
    }

    double value(int i) {
      return samples.values[i];
    }

    int size() {
      return to - from;
    }

    boolean isReset(int i) {
      if (value(i) < value(i - 1)) {
        return true;
      }
      boolean known = start(i) != 0 && start(i) < time(i);
      boolean knownBefore = start(i - 1) != 0 && start(i - 1) < time(i - 1);
      return known && (start(i) > time(i - 1) || start(i) == time(i - 1) && knownBefore);
    }

    boolean overlaps() {
      for (int i = from + 1; i < to; i++) {
        if (start(i) != 0 && start(i) < time(i - 1) && start(i) != start(i - 1)) {
          return true;
        }
      }
      return false;
    }

    boolean startsInside() {
      return start(from) != 0 && start(from) > startMs && start(from) < time(from);
    }

    /** NaN stands for no answer too; values are finite. */
    double increase() {
      if (size() == 0 || size() == 1 && !startsInside()) {
        return Double.NaN;
      }
      double growth = value(to - 1) - value(from);
      for (int i = from + 1; i < to; i++) {
        growth += isReset(i) ? value(i - 1) : 0;
      }
      double spacing = size() == 1 ? 0 : (time(to - 1) - time(from)) / 1000.0 / (size() - 1);
      double after = (endMs - time(to - 1)) / 1000.0;
      after = after >= spacing * 1.1 ? spacing / 2 : after;
      double counted = (time(to - 1) - time(from)) / 1000.0;
      double before = (time(from) - startMs) / 1000.0;
      before = before >= spacing * 1.1 ? spacing / 2 : before;
      if (startsInside()) {
        counted = (time(to - 1) - start(from)) / 1000.0;
        growth += value(from);
        before = 0;
      } else if (growth > 0 && value(from) >= 0) {
        before = Math.min(before, counted * (value(from) / growth));
      }
      return growth * ((counted + before + after) / counted);
    }

    double resets() {
      int resets = 0;
      for (int i = from + 1; i < to; i++) {
        resets += isReset(i) ? 1 : 0;
      }
      return size() == 0 ? Double.NaN : resets;
    }

    double irate() {
      if (size() < 2) {
        return Double.NaN;
      }
      double growth = isReset(to - 1) ? value(to - 1) : value(to - 1) - value(to - 2);
      return growth / ((time(to - 1) - time(to - 2)) / 1000.0);
    }
  }

  /** What a window comes to. */
  @FunctionalInterface
  private interface Oracle {
    double fold(Window window);
  }

  @Test
  void increase() {
    compare(RateKernel.increase(), Window::increase);
  }

  @Test
  void resets() {
    compare(SlidingCount.resets(), Window::resets);
  }

  @Test
  void irate() {
    compare(InstantRateKernel.irate(), Window::irate);
  }

  private static void compare(WindowKernel kernel, Oracle oracle) {
    for (int seed = 0; seed < SERIES; seed++) {
      Random random = new Random(seed);
      Samples samples = series(random);
      StepGrid grid = new StepGrid(random.nextInt(50_000), 1 + random.nextInt(30_000), 40);
      Windows windows =
          Windows.sliding(grid, 1L + random.nextInt(90_000), 0, () -> {}, ColumnMemory.UNCOUNTED);
      windows.locate(samples);
      Column out = new Column(grid.count());
      kernel.fold(samples, windows, out);
      for (int step = 0; step < grid.count(); step++) {
        Double expected = oracle.fold(window(samples, windows, step));
        assertThat(out.has(step) ? out.values[step] : Double.NaN)
            .as("seed %d, step %d", seed, step)
            .isEqualTo(expected);
      }
    }
  }

  private static Window window(Samples samples, Windows windows, int step) {
    return new Window(
        samples, windows.from(step), windows.to(step), windows.startMs(step), windows.endMs(step));
  }

  @Test
  void windowsWithOverlapsAreCounted() {
    int found = 0;
    RateKernel kernel = RateKernel.rate();
    for (int seed = 0; seed < SERIES; seed++) {
      Samples samples = series(new Random(seed));
      StepGrid grid = new StepGrid(30_000, 15_000, 30);
      Windows windows = Windows.sliding(grid, 60_000, 0, () -> {}, ColumnMemory.UNCOUNTED);
      windows.locate(samples);
      kernel.fold(samples, windows, new Column(grid.count()));
      int expected = 0;
      for (int step = 0; step < grid.count(); step++) {
        expected += window(samples, windows, step).overlaps() ? 1 : 0;
      }
      assertThat(kernel.overlaps()).as("seed %d", seed).isEqualTo(expected);
      found += expected;
    }
    assertThat(found).isPositive();
  }

  /** A counter with gaps and resets, and starts of which not all make sense. */
  private static Samples series(Random random) {
    Samples samples = new Samples();
    samples.keepStarts();
    long timeMs = 0;
    double value = random.nextInt(5);
    long startMs = -random.nextInt(20_000);
    int count = random.nextInt(60);
    for (int i = 0; i < count; i++) {
      long beforeMs = timeMs;
      timeMs += SPACING_MS * (1 + random.nextInt(8) / 7) + random.nextInt(3);
      value = random.nextInt(6) == 0 ? random.nextInt(3) : value + random.nextInt(4);
      startMs =
          switch (random.nextInt(12)) {
            case 0 -> 0;
            case 1 -> timeMs;
            case 2 -> timeMs + 1;
            case 3, 4, 5 -> beforeMs;
            case 6 -> beforeMs + 1 + random.nextInt(5_000);
            case 7 -> beforeMs - random.nextInt(30_000);
            default -> startMs;
          };
      samples.add(timeMs, value);
      samples.startsMs[samples.size - 1] = startMs;
    }
    return samples;
  }
}
