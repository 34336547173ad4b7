package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * One batch has very many late samples of one series, in no order. It is applied under the head's
 * locks, so its time must not grow with the square of their number.
 */
class LargeLateBatchTest {
  private static final int SAMPLES = 200_000;
  private static final Labels SERIES = Labels.of("__name__", "backfilled");

  @Test
  void eachSampleIsThereOnce() throws IOException {
    TsdbOptions options =
        TsdbOptions.DEFAULTS.withReloadable(
            ReloadableOptions.DEFAULTS.withOutOfOrderWindowMs(2L * SAMPLES));
    List<Long> timesMs = new ArrayList<>(LongStream.range(0, SAMPLES).boxed().toList());
    Collections.shuffle(timesMs, new Random(3));
    Map<Long, Long> expected = new TreeMap<>();
    try (Tsdb tsdb = Tsdb.inMemory(options)) {
      append(tsdb, List.of((long) SAMPLES), 0);
      expected.put((long) SAMPLES, Double.doubleToRawLongBits(0));
      append(tsdb, timesMs, 1);
      timesMs.forEach(timeMs -> expected.put(timeMs, Double.doubleToRawLongBits(1)));
      Map<Labels, Map<Long, Long>> found = Reading.all(tsdb, 0, SAMPLES);
      assertThat(expected.equals(found.get(SERIES))).as("all samples").isTrue();
      assertThat(tsdb.stats().head().outOfOrderAppended()).isEqualTo(SAMPLES);
    }
  }

  /** Appends each sample twice; the second one counts for nothing. */
  private static void append(Tsdb tsdb, List<Long> timesMs, double value) throws IOException {
    try (Appender batch = tsdb.appender()) {
      long ref = batch.seriesRef(SERIES);
      for (int time = 0; time < 2; time++) {
        for (long timeMs : timesMs) {
          batch.append(ref, timeMs, value);
        }
      }
      batch.commit();
    }
  }
}
