package dev.deucalion.benchmarks.tsdb.restart;

import dev.deucalion.benchmarks.data.Shape;
import dev.deucalion.benchmarks.data.Stores;
import dev.deucalion.benchmarks.data.TemporaryFolder;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.head.HeadStats;
import dev.deucalion.tsdb.restart.RestartFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Time for one sample of a store that is opened: 50,000 series with five labels and 300 samples
 * each, which come back from the log alone, from files of full chunks and the log, or from those
 * and a restart file.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StartBenchmark {
  private static final int SERIES = 50_000;
  private static final int SAMPLES_PER_SERIES = 300;
  private static final int SERIES_PER_BATCH = 1_000;
  private static final int SAMPLES = SERIES * SAMPLES_PER_SERIES;

  /** What a start finds. */
  public enum From {
    LOG,
    CHUNK_FILES,
    RESTART_FILE
  }

  @Param private From from = From.LOG;

  private @Nullable TemporaryFolder folder;
  private Path dir = Path.of("");
  private @Nullable Tsdb open;
  private double expectedSum;

  @Setup(Level.Trial)
  public void write() throws IOException {
    TemporaryFolder made = TemporaryFolder.create();
    folder = made;
    dir = made.path();
    Shape[] shapes = Shape.values();
    double[][] columns = new double[shapes.length][];
    for (int i = 0; i < shapes.length; i++) {
      columns[i] = shapes[i].values(SAMPLES_PER_SERIES, i);
    }
    for (int s = 0; s < SERIES; s++) {
      expectedSum += Arrays.stream(columns[s % columns.length]).sum();
    }
    try (Tsdb tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS)) {
      for (int i = 0; i < SAMPLES_PER_SERIES; i++) {
        long timeMs = 1_700_000_000_000L + 15_000L * i;
        for (int first = 0; first < SERIES; first += SERIES_PER_BATCH) {
          try (Appender batch = tsdb.appender()) {
            for (int s = first; s < first + SERIES_PER_BATCH; s++) {
              batch.append(batch.seriesRef(labels(s)), timeMs, columns[s % columns.length][i]);
            }
            batch.commit();
          }
        }
      }
    }
  }

  private static Labels labels(int series) {
    return Labels.of(
        "__name__", "metric_" + series % 50,
        "instance", "host-" + series / 500,
        "job", "node",
        "path", "/" + series % 500,
        "zone", "z" + series % 3);
  }

  @Setup(Level.Invocation)
  public void forget() throws IOException {
    if (from != From.RESTART_FILE) {
      RestartFile.delete(FileOps.SYSTEM, dir);
    }
    if (from == From.LOG) {
      Path chunks = dir.resolve("chunks_head");
      for (String name : FileOps.SYSTEM.list(chunks)) {
        FileOps.SYSTEM.delete(chunks.resolve(name));
      }
    }
  }

  @TearDown(Level.Invocation)
  public void close() throws IOException {
    Tsdb opened = open;
    if (opened != null) {
      HeadStats head = opened.stats().head();
      double sum = Stores.sum(opened, Matcher.equal("job", "node"), 0, Long.MAX_VALUE);
      opened.close();
      open = null;
      if (head.series() != SERIES || head.chunks() < 2L * SERIES) {
        throw new IllegalStateException("the store does not have what was written: " + head);
      }
      if (Math.abs(sum - expectedSum) > 1e-9 * Math.abs(expectedSum)) {
        throw new IllegalStateException("sum of values " + sum + ", expected " + expectedSum);
      }
    }
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    if (folder != null) {
      folder.close();
    }
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public Tsdb start() throws IOException {
    Tsdb opened = Tsdb.open(dir, TsdbOptions.DEFAULTS);
    open = opened;
    return opened;
  }
}
