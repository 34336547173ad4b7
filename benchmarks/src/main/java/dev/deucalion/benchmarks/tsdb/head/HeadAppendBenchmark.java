package dev.deucalion.benchmarks.tsdb.head;

import dev.deucalion.benchmarks.data.ClusterSeries;
import dev.deucalion.benchmarks.data.Shape;
import dev.deucalion.benchmarks.data.StoreKind;
import dev.deucalion.benchmarks.data.Stores;
import dev.deucalion.benchmarks.data.TemporaryFolder;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Time for one sample of batches of 1,000 that go round 100,000 series, so that each sample finds
 * its series cold.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeadAppendBenchmark {
  private static final int SERIES = 100_000;
  private static final int BATCH = ClusterSeries.SERIES_PER_TARGET;
  private static final int CHECKED_ROUNDS = 10;
  private static final long START_MS = 1_700_000_000_000L;

  /** Values start again after so many rounds; a power of two. */
  private static final int ROUNDS = 512;

  private static final Shape[] SHAPES = {
    Shape.INTEGER_COUNTER, Shape.INTEGER_GAUGE, Shape.CONSTANT, Shape.DECIMAL_GAUGE
  };

  @Param({"MEMORY", "DISK"})
  private StoreKind store = StoreKind.MEMORY;

  private final double[][] values = new double[SHAPES.length][];
  private Closeable folder = () -> {};
  private Tsdb tsdb = Tsdb.inMemory();
  private long[] refs = new long[0];
  private int batchStart;
  private int round;

  @Setup
  public void check() throws IOException {
    TemporaryFolder newFolder = TemporaryFolder.create();
    folder = newFolder;
    tsdb = store.open(newFolder.path());
    refs = Stores.seriesRefs(tsdb, SERIES, ClusterSeries::labels);
    for (int i = 0; i < SHAPES.length; i++) {
      values[i] = SHAPES[i].values(ROUNDS, i);
    }
    while (round < CHECKED_ROUNDS) {
      append();
    }
    double expected = 0;
    for (int i = 0; i < SERIES; i++) {
      if (ClusterSeries.labels(i).metricName().equals(ClusterSeries.BUCKET)) {
        for (int j = 0; j < CHECKED_ROUNDS; j++) {
          expected += value(i, j);
        }
      }
    }
    Matcher buckets = Matcher.equal("__name__", ClusterSeries.BUCKET);
    double found = Stores.sum(tsdb, buckets, 0, Long.MAX_VALUE);
    if (Math.abs(found - expected) > 1e-9 * expected) {
      throw new IllegalStateException("sum of values " + found + ", expected " + expected);
    }
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void append() throws IOException {
    long timeMs = START_MS + round * 15_000L;
    try (Appender appender = tsdb.appender()) {
      for (int i = batchStart; i < batchStart + BATCH; i++) {
        Stores.mustBeAppended(appender.append(refs[i], timeMs, value(i, round)));
      }
      appender.commit();
    }
    batchStart += BATCH;
    if (batchStart == SERIES) {
      batchStart = 0;
      round++;
    }
  }

  private double value(int series, int atRound) {
    return values[series % SHAPES.length][(atRound + series) & (ROUNDS - 1)];
  }

  @TearDown
  public void close() throws IOException {
    tsdb.close();
    folder.close();
  }
}
