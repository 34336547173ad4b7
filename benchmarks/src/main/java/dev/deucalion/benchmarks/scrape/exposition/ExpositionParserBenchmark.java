package dev.deucalion.benchmarks.scrape.exposition;

import dev.deucalion.scrape.exposition.EntryKind;
import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.scrape.exposition.ExpositionFormat;
import dev.deucalion.scrape.exposition.ExpositionParser;
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

/** Time for one sample: walking over it, reading its labels too, and both by splitting strings. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ExpositionParserBenchmark {
  @Param({"TEXT", "OPEN_METRICS"})
  private ExpositionFormat format = ExpositionFormat.TEXT;

  private byte[] body = new byte[0];
  private ExpositionParser parser = format.newParser();

  @Setup
  public void check() throws ExpositionException {
    body = ExporterBody.of(format);
    parser = format.newParser();
    double expected = splitting();
    if (walk() != expected) {
      throw new IllegalStateException("sum of values " + walk() + ", expected " + expected);
    }
    if (labels() != ExporterBody.LABELS) {
      throw new IllegalStateException("labels " + labels());
    }
  }

  /** As for series that are known from the last scrape. */
  @Benchmark
  @OperationsPerInvocation(ExporterBody.SAMPLES)
  public double walk() throws ExpositionException {
    parser.reset(body, body.length);
    double sum = 0;
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      if (kind == EntryKind.SERIES) {
        sum += parser.value();
      }
    }
    return sum;
  }

  /** As for new series. */
  @Benchmark
  @OperationsPerInvocation(ExporterBody.SAMPLES)
  public int labels() throws ExpositionException {
    parser.reset(body, body.length);
    int labels = 0;
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      if (kind == EntryKind.SERIES) {
        labels += parser.labels().size();
      }
    }
    return labels;
  }

  /** The yardstick. */
  @Benchmark
  @OperationsPerInvocation(ExporterBody.SAMPLES)
  public double splitting() {
    return SplittingParser.sum(body);
  }
}
