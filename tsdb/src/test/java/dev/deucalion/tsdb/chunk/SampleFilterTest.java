package dev.deucalion.tsdb.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.tsdb.chunk.ListCursor.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleFilterTest {
  private static List<Sample> samples(Random random) {
    List<Sample> samples = new ArrayList<>();
    long timeMs = random.nextInt(1000);
    boolean histograms = false;
    for (int i = random.nextInt(400); i > 0; i--) {
      timeMs += 1 + random.nextInt(random.nextBoolean() ? 3 : 200);
      histograms = random.nextInt(30) == 0 ? !histograms : histograms;
      samples.add(
          histograms
              ? new Sample(timeMs, 0, histogram(random.nextInt(5), CounterResetHint.UNKNOWN))
              : Sample.of(timeMs, random.nextInt()));
    }
    return samples;
  }

  private static Histogram histogram(long count, CounterResetHint hint) {
    return new IntHistogram(
        hint, BucketLayout.NO_BUCKETS, count, count, 0, new long[0], new long[0]);
  }

  @Test
  void whatIsDeletedOrOutOfRangeIsLeftOut() {
    SampleFilter filter = new SampleFilter();
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Sample> samples = samples(random);
      long min = random.nextInt(3000);
      long max = min + 600 + random.nextInt(9000);
      TimeIntervals deleted =
          TimeIntervals.of(min + 100, min + 400)
              .plus(min + 500, min + 500)
              .plus(max - 10, max + 10);
      filter.reset(new ListCursor(samples, random), min, max, deleted);
      List<Sample> expected = new ArrayList<>(samples);
      expected.removeIf(s -> s.timeMs() < min || s.timeMs() > max || deleted.contains(s.timeMs()));
      assertThat(ListCursor.read(filter)).as("seed %s", seed).isEqualTo(expected);
    }
  }

  @Test
  void aHistogramAfterADeletedOneIsNotComparedWithIt() {
    List<Sample> samples =
        List.of(
            new Sample(10, 0, histogram(1, CounterResetHint.UNKNOWN)),
            new Sample(20, 0, histogram(2, CounterResetHint.NOT_RESET)),
            new Sample(30, 0, histogram(2, CounterResetHint.NOT_RESET)));
    SampleFilter filter = new SampleFilter();
    filter.reset(new ListCursor(samples, new Random(1)), 0, 100, TimeIntervals.of(10, 15));
    assertThat(ListCursor.read(filter))
        .containsExactly(
            new Sample(20, 0, histogram(2, CounterResetHint.UNKNOWN)), samples.getLast());
  }
}
