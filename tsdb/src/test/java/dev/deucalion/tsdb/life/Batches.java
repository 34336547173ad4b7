package dev.deucalion.tsdb.life;

import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes up the batches of a {@link Life}: series that go on, and series that come and go. */
final class Batches {
  private static final int SERIES = 24;
  private static final long GENERATION_MS = 20_000;

  record Sample(Labels labels, double value) {}

  private final Random random;

  Batches(Random random) {
    this.random = random;
  }

  /** A batch, all of whose samples have one time. */
  List<Sample> next(long nowMs) {
    List<Sample> batch = new ArrayList<>();
    for (int i = 0; i < SERIES; i++) {
      if (random.nextInt(3) > 0) {
        double value = random.nextBoolean() ? random.nextInt(100) : random.nextGaussian();
        batch.add(new Sample(labels(i, nowMs), value));
      }
    }
    return batch;
  }

  private static Labels labels(int i, long nowMs) {
    String generation = i % 3 == 0 ? "g" + nowMs / GENERATION_MS : "";
    return Labels.of("__name__", "m" + i % 7, "generation", generation, "n", "s" + i);
  }
}
