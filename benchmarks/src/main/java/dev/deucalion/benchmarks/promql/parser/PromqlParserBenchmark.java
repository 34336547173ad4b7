package dev.deucalion.benchmarks.promql.parser;

import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Time to parse and check one query. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PromqlParserBenchmark {
  @Param({
    "up",
    "histogram_quantile(0.95, sum by (le, path) (rate(http_request_duration_seconds_bucket[5m])))"
  })
  public String query = "";

  @Benchmark
  public Expr parse() {
    return PromqlParser.parse(query, ParserOptions.DEFAULTS);
  }
}
