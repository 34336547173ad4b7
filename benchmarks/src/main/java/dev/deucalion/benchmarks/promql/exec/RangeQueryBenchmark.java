package dev.deucalion.benchmarks.promql.exec;

import dev.deucalion.benchmarks.data.ClusterSeries;
import dev.deucalion.benchmarks.data.Stores;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryResult;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.RangeQuery;
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

/** Time for one stored sample of range queries over 6 hours in steps of a minute. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RangeQueryBenchmark {
  private static final int STORED_SAMPLES = QueryData.SERIES * QueryData.SAMPLES;

  @Param private RangeQueryCase query = RangeQueryCase.SUM_RATE;

  private final Tsdb tsdb = Tsdb.inMemory();
  private final PromqlEngine engine = new PromqlEngine(EngineOptions.DEFAULTS);

  @Setup
  public void check() throws IOException {
    QueryData data = new QueryData();
    data.fill(tsdb);
    if (!(evaluate().value() instanceof QueryValue.Matrix matrix)
        || matrix.series().size() != 1
        || matrix.series().getFirst().values().length != QueryData.STEPS) {
      throw new IllegalStateException("not one series with a value at each step");
    }
    double[] values = matrix.series().getFirst().values();
    for (int step = 0; step < QueryData.STEPS; step++) {
      double expected = query.expected(data, step);
      if (!(Math.abs(values[step] - expected) <= 1e-9 * expected)) {
        throw new IllegalStateException(
            "step %d: %s, expected %s".formatted(step, values[step], expected));
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(STORED_SAMPLES)
  public QueryResult evaluate() {
    return engine.range(
        tsdb,
        new RangeQuery(
            query.query,
            QueryData.START_MS,
            QueryData.END_MS,
            QueryData.STEP_MS,
            QueryOptions.DEFAULTS));
  }

  /** The yardstick: the same samples decoded and summed up. */
  @Benchmark
  @OperationsPerInvocation(STORED_SAMPLES)
  public double decode() {
    return Stores.sum(
        tsdb, Matcher.equal("__name__", ClusterSeries.BUCKET), QueryData.START_MS, Long.MAX_VALUE);
  }
}
