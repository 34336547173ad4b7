package dev.deucalion.tsdb.life;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.storage.HistogramContent;
import dev.deucalion.tsdb.chunk.RandomHistograms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Makes up the batches of a {@link Life}: series that go on, series that come and go, and series
 * whose samples come late. No series gets two samples of the same time.
 */
final class Batches {
  /** How far behind the newest sample a late one may be. */
  static final long WINDOW_MS = 15_000;

  private static final int SERIES = 24;
  private static final int BATCHES_PER_LATE_ONE = 3;
  private static final int MOST_LATE_SAMPLES = 8;
  private static final long GENERATION_MS = 20_000;

  /** A series that goes on nevertheless ends once in so many samples. */
  private static final int SAMPLES_PER_END = 30;

  /** The value is a {@link Double} or a {@link Histogram}. */
  record Sample(Labels labels, long timeMs, Object value) {
    /** The value as {@link History} keeps it. */
    Object content() {
      return value instanceof Histogram histogram
          ? HistogramContent.of(histogram)
          : Double.doubleToRawLongBits((Double) value);
    }
  }

  private final Random random;
  private final Set<Event> events;
  private final Map<Labels, RandomHistograms> histograms = new HashMap<>();
  private final Map<Labels, CustomHistograms> customHistograms = new HashMap<>();
  private final Map<Labels, Set<Long>> taken = new HashMap<>();

  Batches(Random random, Set<Event> events) {
    this.random = random;
    this.events = events;
  }

  /**
   * A batch.
   *
   * @param noneUntilMs late samples are newer than this
   */
  List<Sample> next(long nowMs, long noneUntilMs) {
    List<Sample> batch = new ArrayList<>();
    boolean mayBeLate =
        events.contains(Event.LATE_SAMPLES) && random.nextInt(BATCHES_PER_LATE_ONE) == 0;
    for (int i = 0; i < SERIES; i++) {
      if (random.nextInt(3) == 0) {
        continue;
      }
      Labels labels = labels(i, nowMs);
      boolean isLate = mayBeLate && i % 6 == 5;
      int samples = isLate ? 1 + random.nextInt(MOST_LATE_SAMPLES) : 1;
      for (int k = 0; k < samples; k++) {
        long timeMs = isLate ? lateMs(nowMs, noneUntilMs) : nowMs;
        if (taken.computeIfAbsent(labels, l -> new HashSet<>()).add(timeMs)) {
          boolean ends = !isLate && ends(i, nowMs);
          batch.add(
              new Sample(labels, timeMs, ends ? (Double) StaleMarker.VALUE : value(i, labels)));
        }
      }
    }
    return batch;
  }

  private boolean ends(int i, long nowMs) {
    if (!events.contains(Event.STALE_SERIES) || mayBeHistogram(i)) {
      return false;
    }
    boolean isLastOfGeneration = i % 3 == 0 && (nowMs + Life.STEP_MS) % GENERATION_MS == 0;
    return isLastOfGeneration || random.nextInt(SAMPLES_PER_END) == 0;
  }

  private static Labels labels(int i, long nowMs) {
    String generation = i % 3 == 0 ? "g" + nowMs / GENERATION_MS : "";
    return Labels.of("__name__", "m" + i % 7, "generation", generation, "n", "s" + i);
  }

  private long lateMs(long nowMs, long noneUntilMs) {
    long oldest = Math.max(noneUntilMs + 1, nowMs - WINDOW_MS + 1000);
    return oldest >= nowMs ? nowMs : oldest + random.nextLong(nowMs - oldest + 1);
  }

  /** Whether the series gets histograms; of those the marker would be another one. */
  private static boolean mayBeHistogram(int i) {
    return i % 8 == 3 || i % 4 == 1;
  }

  private Object value(int i, Labels labels) {
    if (i % 8 == 3 && events.contains(Event.HISTOGRAMS)) {
      return customHistograms
          .computeIfAbsent(labels, l -> new CustomHistograms(new Random(i), i % 16 == 3))
          .next();
    }
    if (i % 4 == 1 && events.contains(Event.HISTOGRAMS) && random.nextInt(20) > 0) {
      return histograms
          .computeIfAbsent(
              labels, l -> new RandomHistograms(new Random(i), i % 8 == 1, i % 16 == 1))
          .next();
    }
    return random.nextBoolean() ? (double) random.nextInt(100) : random.nextGaussian();
  }
}
