package dev.deucalion.benchmarks.tsdb.head;

import dev.deucalion.benchmarks.data.ClusterSeries;
import dev.deucalion.benchmarks.data.Shape;
import dev.deucalion.benchmarks.data.StoreKind;
import dev.deucalion.benchmarks.data.Stores;
import dev.deucalion.benchmarks.data.TemporaryFolder;
import dev.deucalion.model.labels.Matcher;
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

/** Time for one sample of 2,400 series of 6 hours that are found, decoded and summed up. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeadSelectBenchmark {
  private static final int PODS = 120;
  private static final int SERIES = PODS * ClusterSeries.BUCKETS_PER_POD;
  private static final int SAMPLES = 1_440;
  private static final long START_MS = 1_700_000_000_000L;
  private static final Matcher ALL = Matcher.equal("__name__", ClusterSeries.BUCKET);

  @Param({"MEMORY", "DISK"})
  private StoreKind store = StoreKind.MEMORY;

  private Closeable folder = () -> {};
  private Tsdb tsdb = Tsdb.inMemory();

  @Setup
  public void check() throws IOException {
    TemporaryFolder newFolder = TemporaryFolder.create();
    folder = newFolder;
    tsdb = store.open(newFolder.path());
    double expected = 0;
    for (int i = 0; i < SERIES; i++) {
      long[] times = Shape.times(SAMPLES, START_MS, 0, i);
      double[] values = Shape.INTEGER_COUNTER.values(SAMPLES, i);
      Stores.append(
          tsdb,
          ClusterSeries.bucket(
              i / ClusterSeries.BUCKETS_PER_POD, i % ClusterSeries.BUCKETS_PER_POD),
          times,
          values);
      for (double value : values) {
        expected += value;
      }
    }
    double found = selectAndDecode();
    if (found != expected) {
      throw new IllegalStateException("sum of values " + found + ", expected " + expected);
    }
  }

  @Benchmark
  @OperationsPerInvocation(SERIES * SAMPLES)
  public double selectAndDecode() {
    return Stores.sum(tsdb, ALL, START_MS, Long.MAX_VALUE);
  }

  @TearDown
  public void close() throws IOException {
    tsdb.close();
    folder.close();
  }
}
