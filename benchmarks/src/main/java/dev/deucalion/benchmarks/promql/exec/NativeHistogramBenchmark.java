package dev.deucalion.benchmarks.promql.exec;

import dev.deucalion.benchmarks.data.Stores;
import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryResult;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.histogram.NativeQuantile;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
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

/**
 * Time for one stored native histogram of range queries over an hour in steps of a minute. Each
 * bucket of each of {@link #SERIES} series grows by the same at each sample.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NativeHistogramBenchmark {
  private static final int SERIES = 100;
  private static final int BUCKETS = 60;
  private static final int SAMPLE_MS = 15_000;
  private static final int SAMPLES_BEFORE = 20;
  private static final int SAMPLES = SAMPLES_BEFORE + 60 * 4;
  private static final int STORED_HISTOGRAMS = SERIES * SAMPLES;
  private static final long FIRST_MS = 1_700_000_010_000L;
  private static final long START_MS = FIRST_MS + SAMPLES_BEFORE * (long) SAMPLE_MS;
  private static final int STEPS = 60;
  private static final long STEP_MS = 60_000;
  private static final BucketLayout LAYOUT =
      BucketLayout.exponential(3, 0x1p-128, new int[] {-20, BUCKETS}, new int[0]);

  /** Expressions whose answers can be said without an engine. */
  public enum Query {
    SUM("histogram_avg(sum(h))"),
    SUM_RATE("histogram_stddev(sum(rate(h[5m])))"),
    QUANTILE("histogram_quantile(0.9, sum(rate(h[5m])))"),
    COUNT("histogram_count(sum(rate(h[5m])))");

    private final String text;

    Query(String text) {
      this.text = text;
    }
  }

  @Param private Query query = Query.QUANTILE;

  private final Tsdb tsdb = Tsdb.inMemory();
  private final PromqlEngine engine = new PromqlEngine(EngineOptions.DEFAULTS);

  @Setup
  public void check() throws IOException {
    fill();
    if (!(evaluate().value() instanceof QueryValue.Matrix matrix)
        || matrix.series().size() != 1
        || matrix.series().getFirst().values().length != STEPS) {
      throw new IllegalStateException("not one series with a value at each step");
    }
    double expected = expected();
    for (double value : matrix.series().getFirst().values()) {
      if (!(Math.abs(value - expected) <= 1e-9 * expected)) {
        throw new IllegalStateException(value + ", expected " + expected);
      }
    }
  }

  private void fill() throws IOException {
    long[] refs =
        Stores.seriesRefs(
            tsdb, SERIES, i -> Labels.of("__name__", "h", "series", Integer.toString(i)));
    for (int i = 0; i < SAMPLES; i++) {
      try (Appender appender = tsdb.appender()) {
        for (long ref : refs) {
          Stores.mustBeAppended(
              appender.append(ref, FIRST_MS + i * (long) SAMPLE_MS, histogram(i + 1)));
        }
        appender.commit();
      }
    }
  }

  private static IntHistogram histogram(int times) {
    long[] counts = new long[BUCKETS];
    long count = 0;
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] = (i % 7 + 1) * (long) times;
      count += counts[i];
    }
    return new IntHistogram(
        CounterResetHint.UNKNOWN, LAYOUT, 0, count, count * 0.5, counts, new long[0]);
  }

  /** All but the count is the same whatever the histograms are multiplied by. */
  private double expected() {
    IntHistogram one = histogram(1);
    return switch (query) {
      case SUM -> 0.5;
      case SUM_RATE -> stddev(one);
      case QUANTILE -> new NativeQuantile().quantile(0.9, one.toFloat());
      case COUNT -> SERIES * (double) one.count() / (SAMPLE_MS / 1e3);
    };
  }

  private static double stddev(IntHistogram one) {
    double sum = 0;
    for (int i = 0; i < BUCKETS; i++) {
      double middle = Math.pow(2, (i - 20.5) / 8);
      sum += one.positive()[i] * (middle - 0.5) * (middle - 0.5);
    }
    return Math.sqrt(sum / one.count());
  }

  @Benchmark
  @OperationsPerInvocation(STORED_HISTOGRAMS)
  public QueryResult evaluate() {
    return engine.range(
        tsdb,
        new RangeQuery(
            query.text,
            START_MS,
            START_MS + (STEPS - 1) * STEP_MS,
            STEP_MS,
            QueryOptions.DEFAULTS));
  }
}
