package dev.deucalion.benchmarks.scrape.exposition;

import dev.deucalion.scrape.exposition.EntryKind;
import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.scrape.exposition.ExpositionFormat;
import dev.deucalion.scrape.exposition.ExpositionParser;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Time to walk over one sample, of 1,000 samples with about 160 bytes each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ExpositionParserBenchmark {
  private static final int SAMPLES = 1_000;

  private final byte[] body = body();
  private final ExpositionParser parser = ExpositionFormat.TEXT.newParser();

  @Setup
  public void check() throws ExpositionException {
    double sum = walk();
    double expected = SAMPLES * (SAMPLES - 1) / 2.0 + SAMPLES * 0.25;
    if (sum != expected) {
      throw new IllegalStateException("sum of values " + sum + ", expected " + expected);
    }
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
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

  private static byte[] body() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < SAMPLES; i++) {
      text.append("container_network_receive_packets_total{namespace=\"shop\",pod=\"checkout-")
          .append(i)
          .append("\",container=\"main\",interface=\"eth0\",node=\"worker-7\",zone=\"eu-1a\"} ")
          .append(i)
          .append(".25\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
