package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Reading;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Floats pass in and out without objects of their own. What a batch, a series or a query allocates
 * is taken out by doing the same with few samples and with many. The memory of open chunks, some
 * bytes a sample, counts.
 */
class SampleAllocationTest {
  /** The smallest object has 8 bytes, and a boxed number 16. */
  private static final double MOST_BYTES_PER_SAMPLE = 6;

  private static final int SERIES = 1000;
  private static final int FEW_SERIES = 100;
  private static final int WARM_UP = 300;
  private static final int BATCHES = 40;
  private static final int ATTEMPTS = 4;
  private static final long STEP_MS = 1000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The thread that opens a store also replays its log. */
  private static final TsdbEnvironment ONE_THREAD =
      new TsdbEnvironment(() -> 0, FileOps.SYSTEM, new Random(7), 1);

  @TempDir private Path dir;

  private long nowMs;

  private interface Action {
    void run() throws IOException;
  }

  /** The least of some attempts: the JVM counts what it leaves unused of a thread's buffer, too. */
  private static long leastAllocated(Action action) throws IOException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      action.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static long[] refs(Tsdb store) throws IOException {
    long[] refs = new long[SERIES];
    try (Appender batch = store.appender()) {
      for (int i = 0; i < SERIES; i++) {
        refs[i] = batch.seriesRef(Labels.of("__name__", "m", "i", Integer.toString(i)));
        batch.append(refs[i], 0, i);
      }
      batch.commit();
    }
    return refs;
  }

  /** Batches with one sample each of the first series. */
  private void append(Tsdb store, long[] refs, int series, int batches) throws IOException {
    for (int i = 0; i < batches; i++) {
      nowMs += STEP_MS;
      try (Appender batch = store.appender()) {
        for (int k = 0; k < series; k++) {
          batch.append(refs[k], nowMs, (double) (nowMs / 3 * k));
        }
        batch.commit();
      }
    }
  }

  @Test
  void appendingAllocatesNothingForASample() throws Exception {
    try (Tsdb store = Tsdb.open(dir, TsdbOptions.DEFAULTS, ONE_THREAD)) {
      long[] refs = refs(store);
      append(store, refs, SERIES, WARM_UP);
      long few = leastAllocated(() -> append(store, refs, FEW_SERIES, BATCHES));
      long many = leastAllocated(() -> append(store, refs, SERIES, BATCHES));
      double perSample = (double) (many - few) / (BATCHES * (SERIES - FEW_SERIES));
      assertThat(perSample).isLessThan(MOST_BYTES_PER_SAMPLE);
    }
  }

  @Test
  void readingAllocatesNothingForASample() throws Exception {
    try (Tsdb store = Tsdb.open(dir, TsdbOptions.DEFAULTS, ONE_THREAD)) {
      append(store, refs(store), SERIES, WARM_UP);
      long all = read(store, 0);
      assertThat(all).isEqualTo(SERIES * (WARM_UP + 1L));
      long late = nowMs - 10 * STEP_MS;
      long fewSamples = read(store, late);
      long few = leastAllocated(() -> read(store, late));
      long many = leastAllocated(() -> read(store, 0));
      assertThat((double) (many - few) / (all - fewSamples)).isLessThan(MOST_BYTES_PER_SAMPLE);
    }
  }

  /** Reads all samples from a time on; returns how many. */
  private static long read(Tsdb store, long fromMs) {
    long[] times = new long[128];
    double[] values = new double[128];
    long count = 0;
    Matcher all = Matcher.of(MatchType.EQUAL, "__name__", "m");
    try (Querier querier = store.querier(fromMs, Long.MAX_VALUE)) {
      SeriesSet set =
          querier.select(List.of(Reading.selector(fromMs, Long.MAX_VALUE, all))).getFirst();
      SampleCursor cursor = null;
      for (int i = 0; i < set.size(); i++) {
        cursor = set.samples(i, cursor);
        for (int n; (n = cursor.next(times, values)) > 0; ) {
          count += n;
        }
      }
    }
    return count;
  }

  @Test
  void replayingALogAllocatesNothingForASample() throws Exception {
    Path shortLog = dir.resolve("short");
    Path longLog = dir.resolve("long");
    Path source = dir.resolve("source");
    try (Tsdb store = Tsdb.open(source, TsdbOptions.DEFAULTS, ONE_THREAD)) {
      long[] refs = refs(store);
      append(store, refs, SERIES, BATCHES);
      copy(source.resolve("wal"), shortLog);
      append(store, refs, SERIES, WARM_UP);
      copy(source.resolve("wal"), longLog);
    }
    long few = allocatedByReplay(shortLog, BATCHES);
    long many = allocatedByReplay(longLog, BATCHES + WARM_UP);
    double perSample = (double) (many - few) / (WARM_UP * SERIES);
    assertThat(perSample).isLessThan(MOST_BYTES_PER_SAMPLE);
  }

  private static void copy(Path log, Path into) throws IOException {
    Files.createDirectories(into);
    try (Stream<Path> segments = Files.list(log)) {
      for (Path segment : segments.toList()) {
        Files.copy(segment, into.resolve(segment.getFileName()));
      }
    }
  }

  /** Opens a store that has a log and nothing else, and closes it when the replay was measured. */
  private long allocatedByReplay(Path log, int batches) throws IOException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS; i++) {
      Path fresh = Files.createTempDirectory(dir, "replay");
      copy(log, fresh.resolve("wal"));
      long before = THREADS.getCurrentThreadAllocatedBytes();
      try (Tsdb store = Tsdb.open(fresh, TsdbOptions.DEFAULTS, ONE_THREAD)) {
        least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        assertThat(read(store, 0)).isEqualTo(SERIES * (batches + 1L));
      }
    }
    return least;
  }
}
