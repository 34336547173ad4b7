package dev.deucalion.server.interop.fuzz;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Series made up from a seed: counters that reset, gauges with values that are no numbers, classic
 * and native histograms, series that pause with and without stale markers.
 *
 * <p>No sample stands on a full second, and all times and durations of queries are full seconds: so
 * none lies on the end of a window. All values but those of {@code e} are multiples of 1/8 and
 * small enough that sums of them are exact in any order. Counters stand far above zero, and fall by
 * half or more when they reset: so no rate is cut where they would have been zero. Neither is that
 * of {@code below}, which is negative; and {@code level} has a sample just before each window.
 */
final class FuzzData {
  static final long START_MS = 1_700_000_040_000L;
  static final int STEPS = 160;
  static final long STEP_MS = 15_000;
  static final long END_MS = START_MS + STEPS * STEP_MS;

  /** Values that sums are not exact with. */
  private static final double[] EXTREMES = {
    0,
    -0.0,
    0.1,
    -1.0 / 3,
    1e300,
    -1e300,
    1e-300,
    123_456_789.987_654_3,
    -2.5e-7,
    1e15,
    9.007_199_254_740_992e15,
    1e19,
    -1e19,
    Math.PI,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  private static final double FIRST_COUNT = 1 << 28;
  private static final String[] BOUNDS = {"0.1", "0.5", "1", "2.5", "+Inf"};

  /** How long before the others the series begin that no window may find beginning. */
  private static final int LEAD_STEPS = 240;

  /** Gives the value of a series at each step. */
  @FunctionalInterface
  private interface Values {
    double at(int step);
  }

  private record Series(Labels labels, Values values, long phaseMs, int everySteps, Pauses pauses) {
    static Series regular(Labels labels, Values values) {
      return new Series(labels, values, 1, 1, new Pauses(0, 0, false));
    }
  }

  /** When a series has no samples, from a step on for some steps. */
  private record Pauses(int from, int steps, boolean marked) {
    boolean covers(int step) {
      return step >= from && step < from + steps;
    }
  }

  private final RandomGenerator random;
  private final List<Series> series = new ArrayList<>();
  private final List<Series> early = new ArrayList<>();
  private final NativeSeries natives;

  private FuzzData(long seed) {
    random = new SplittableRandom(seed);
    natives = new NativeSeries(new SplittableRandom(~seed));
    for (String job : List.of("api", "web")) {
      for (String instance : List.of("a:1", "b:2")) {
        Labels target = Labels.of("job", job, "instance", instance);
        for (String path : List.of("/", "/x")) {
          add(target, "c_total", counter(), "path", path);
          add(target, "s", gauge(40), "path", path);
        }
        add(target, "d_total", counter());
        add(target, "g", gauge(7), "zone", random.nextBoolean() ? "z1" : "z2");
        add(target, "below", below());
        early.add(Series.regular(named(target, "level"), gauge()));
        natives.add(target);
        add(target, "e", step -> EXTREMES[random.nextInt(EXTREMES.length)]);
        if (job.equals("api")) {
          addHistogram(target);
        }
      }
      add(Labels.of("job", job), "i", step -> 1, "version", job.equals("api") ? "1.2" : "3.4");
    }
    add(Labels.of("job", "api"), "one", gauge(1_000));
    // A store may give series in the order of their labels or in that of their creation.
    series.sort(Comparator.comparing(Series::labels));
  }

  private void add(Labels target, String name, Values values, String... more) {
    LabelsBuilder labels = target.toBuilder().set("__name__", name);
    for (int i = 0; i < more.length; i += 2) {
      labels.set(more[i], more[i + 1]);
    }
    int every = new int[] {1, 1, 1, 2, 4}[random.nextInt(5)];
    Pauses pauses =
        new Pauses(1 + random.nextInt(2 * STEPS), 1 + random.nextInt(50), random.nextBoolean());
    int phaseMs = random.nextInt((int) STEP_MS);
    series.add(new Series(labels.build(), values, phaseMs, every, pauses));
  }

  private Values counter() {
    double[] count = {FIRST_COUNT - random.nextInt(1 << 20)};
    int most = 1 + random.nextInt(400);
    return step -> {
      if (random.nextInt(60) == 0 && count[0] > 1 << 22) {
        count[0] = Math.floor(count[0] / (2 + random.nextInt(2)));
      }
      count[0] += random.nextInt(3) == 0 ? 0 : random.nextInt(most) / 8.0;
      return count[0];
    };
  }

  private static Labels named(Labels target, String name) {
    return target.toBuilder().set("__name__", name).build();
  }

  private Values gauge() {
    double[] value = {random.nextInt(900) - 100};
    return step -> value[0] += (random.nextInt(401) - 200) / 8.0;
  }

  private Values below() {
    double[] value = {-500};
    return step -> value[0] = Math.min(-1, value[0] + (random.nextInt(401) - 200) / 8.0);
  }

  private Values gauge(int oddOneIn) {
    double[] value = {random.nextInt(200) - 100};
    return step -> {
      if (random.nextInt(oddOneIn) == 0) {
        return EXTREMES[EXTREMES.length - 1 - random.nextInt(3)];
      }
      value[0] += random.nextInt(4) == 0 ? 0 : (random.nextInt(161) - 80) / 8.0;
      return value[0];
    };
  }

  /** The buckets of one histogram, which grow and reset together. */
  private final class Buckets {
    private final double[] counts = new double[BOUNDS.length];
    private int step = -1;

    private Buckets() {
      for (int i = 0; i < counts.length; i++) {
        counts[i] = FIRST_COUNT + i * 1_000;
      }
    }

    private double at(int atStep, int bucket) {
      if (atStep != step) {
        step = atStep;
        boolean resets = random.nextInt(80) == 0 && counts[0] > 1 << 22;
        double more = 0;
        for (int i = 0; i < counts.length; i++) {
          more += random.nextInt(20);
          counts[i] = (resets ? Math.floor(counts[i] / 2) : counts[i]) + more;
        }
      }
      return counts[bucket];
    }
  }

  private void addHistogram(Labels target) {
    int first = series.size();
    Buckets buckets = new Buckets();
    for (int i = 0; i < BOUNDS.length; i++) {
      int bucket = i;
      add(target, "h_bucket", step -> buckets.at(step, bucket), "le", BOUNDS[i]);
    }
    add(target, "h_count", step -> buckets.at(step, BOUNDS.length - 1));
    add(target, "h_sum", counter());
    // What belongs to one histogram is mostly scraped together.
    Series pattern = series.get(first);
    for (int i = first; i < series.size(); i++) {
      Series one = series.get(i);
      Pauses pauses = random.nextInt(8) == 0 ? one.pauses() : pattern.pauses();
      series.set(
          i,
          new Series(one.labels(), one.values(), pattern.phaseMs(), pattern.everySteps(), pauses));
    }
  }

  /** Appends the series that a seed gives to a store. */
  static void write(long seed, Tsdb tsdb) throws IOException {
    FuzzData data = new FuzzData(seed);
    for (int step = -LEAD_STEPS; step < STEPS; step++) {
      try (Appender batch = tsdb.appender()) {
        for (Series series : data.early) {
          long timeMs = START_MS + step * STEP_MS + series.phaseMs();
          batch.append(batch.seriesRef(series.labels()), timeMs, series.values().at(step));
        }
        if (step >= 0) {
          data.append(batch, step);
        }
        batch.commit();
      }
    }
  }

  private void append(Appender batch, int step) {
    for (Series one : series) {
      append(batch, one, step);
    }
    natives.append(batch, step);
  }

  private void append(Appender batch, Series series, int step) {
    double value = series.values().at(step);
    Pauses pauses = series.pauses();
    boolean ends = step == pauses.from() && pauses.marked();
    if (ends || (step % series.everySteps() == 0 && !pauses.covers(step))) {
      long timeMs = START_MS + step * STEP_MS + series.phaseMs() + random.nextInt(1_500);
      if (timeMs % 1_000 == 0) {
        timeMs++;
      }
      batch.append(batch.seriesRef(series.labels()), timeMs, ends ? StaleMarker.VALUE : value);
    }
  }
}
