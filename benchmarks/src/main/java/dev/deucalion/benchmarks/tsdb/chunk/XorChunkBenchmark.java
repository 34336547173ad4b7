package dev.deucalion.benchmarks.tsdb.chunk;

import dev.deucalion.benchmarks.data.Shape;
import dev.deucalion.tsdb.chunk.XorDecoder;
import dev.deucalion.tsdb.chunk.XorEncoder;
import java.util.Arrays;
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
 * Time for one sample of a chunk of 120, as timestamps arrive: aligned for all but a few, or late
 * by a few milliseconds each. Chunks of 64 series take turns, so that no branch can be learnt by
 * heart.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class XorChunkBenchmark {
  private static final int SAMPLES = 120;
  private static final int SERIES = 64;
  private static final int MAX_BYTES = 2_048;

  @Param({"INTEGER_COUNTER", "INTEGER_GAUGE", "DECIMAL_GAUGE", "CONSTANT"})
  private Shape shape = Shape.INTEGER_COUNTER;

  @Param({"0", "4"})
  private int jitterMs;

  private final long[][] times = new long[SERIES][];
  private final double[][] values = new double[SERIES][];
  private final byte[][] chunks = new byte[SERIES][MAX_BYTES + XorDecoder.PADDING_BYTES];
  private final int[] bytes = new int[SERIES];
  private final XorEncoder encoder = new XorEncoder();
  private final XorDecoder decoder = new XorDecoder();
  private final long[] decodedTimes = new long[SAMPLES];
  private final double[] decodedValues = new double[SAMPLES];
  private int next;

  @Setup
  public void check() {
    for (int i = 0; i < SERIES; i++) {
      times[i] = Shape.times(SAMPLES, 1_700_000_000_000L, jitterMs, i);
      values[i] = shape.values(SAMPLES, i);
      bytes[i] = encode(i);
      decode(i);
      if (!Arrays.equals(decodedTimes, times[i]) || !Arrays.equals(decodedValues, values[i])) {
        throw new IllegalStateException("series " + i + " did not come back as it was");
      }
    }
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public int append() {
    return encode(turn());
  }

  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public double decode() {
    return decode(turn());
  }

  /** The yardstick. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public double copy() {
    int i = turn();
    System.arraycopy(times[i], 0, decodedTimes, 0, SAMPLES);
    System.arraycopy(values[i], 0, decodedValues, 0, SAMPLES);
    return decodedValues[SAMPLES - 1];
  }

  private int turn() {
    next = (next + 1) & (SERIES - 1);
    return next;
  }

  private int encode(int i) {
    encoder.clear();
    for (int j = 0; j < SAMPLES; j++) {
      long valueBits = Double.doubleToRawLongBits(values[i][j]);
      if (!encoder.append(chunks[i], 0, MAX_BYTES, times[i][j], valueBits)) {
        throw new IllegalStateException("chunk of more than " + MAX_BYTES + " bytes");
      }
    }
    encoder.complete(chunks[i], 0);
    return encoder.bytes();
  }

  private double decode(int i) {
    decoder.reset(chunks[i], 0, bytes[i], SAMPLES);
    decoder.decode(decodedTimes, decodedValues, 0, SAMPLES);
    return decodedValues[SAMPLES - 1];
  }
}
