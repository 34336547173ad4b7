package dev.deucalion.benchmarks.tsdb.wal;

import dev.deucalion.benchmarks.data.Shape;
import dev.deucalion.benchmarks.data.TemporaryFolder;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.RecordEncoder;
import dev.deucalion.tsdb.wal.ReplayOptions;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.WalConsumer;
import dev.deucalion.tsdb.wal.WalOptions;
import dev.deucalion.tsdb.wal.WalReplay;
import dev.deucalion.tsdb.wal.WalWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
 * Time for one float sample: into the records of scrapes of 500 series each, as they go into the
 * log, and back out of the log's files, checksums included, to a consumer that adds up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SampleRecordBenchmark {
  private static final int SERIES_PER_SCRAPE = 500;
  private static final int SCRAPES = 400;
  private static final int SAMPLES = SERIES_PER_SCRAPE * SCRAPES;

  @Param({"NONE", "SNAPPY", "ZSTD"})
  private Compression compression = Compression.SNAPPY;

  private final long[][] values = new long[SCRAPES][SERIES_PER_SCRAPE];
  private final RecordBuffer record = new RecordBuffer();
  private final long[] copied = new long[SERIES_PER_SCRAPE];
  private @Nullable TemporaryFolder folder;
  private Path log = Path.of("");
  private long expectedSum;

  /** Of the newest replay. */
  private long replayedSum;

  private int scrape;

  /** Adds up all that it is given. */
  private static final class Sum implements WalConsumer {
    private long sum;

    @Override
    public void series(long ref, Labels labels) {
      sum += ref;
    }

    @Override
    public void sample(long ref, long timeMs, long valueBits) {
      sum += ref + timeMs + valueBits;
    }

    @Override
    public void endRecord() {}
  }

  @Setup(Level.Trial)
  public void writeLog() throws IOException {
    for (int series = 0; series < SERIES_PER_SCRAPE; series++) {
      Shape[] shapes = Shape.values();
      double[] column = shapes[series % shapes.length].values(SCRAPES, series);
      for (int i = 0; i < SCRAPES; i++) {
        values[i][series] = Double.doubleToRawLongBits(column[i]);
        expectedSum += ref(series) + timeMs(i) + values[i][series];
      }
    }
    TemporaryFolder made = TemporaryFolder.create();
    folder = made;
    log = made.path();
    WalReplay.Result empty = WalReplay.Result.EMPTY;
    WalOptions options = new WalOptions(128 << 20, compression, 1000);
    try (WalWriter writer = new WalWriter(FileOps.SYSTEM, log, options, empty)) {
      for (int i = 0; i < SCRAPES; i++) {
        encode(i);
        writer.write(List.of(record));
      }
    }
    replay();
    checkReplayed();
  }

  /** What was replayed while it was timed is what was written, too. */
  @TearDown(Level.Iteration)
  public void checkReplayed() {
    if (replayedSum != expectedSum) {
      throw new IllegalStateException("the log does not hold what was written");
    }
  }

  @TearDown(Level.Trial)
  public void deleteLog() throws IOException {
    if (folder != null) {
      folder.close();
    }
  }

  private static long ref(int series) {
    return 1_000_000 + 3L * series;
  }

  private static long timeMs(int scrape) {
    return 1_700_000_000_000L + 15_000L * scrape;
  }

  private void encode(int i) {
    record.clear();
    for (int series = 0; series < SERIES_PER_SCRAPE; series++) {
      RecordEncoder.sample(record, ref(series), timeMs(i), values[i][series]);
    }
    record.finish(compression);
  }

  @Benchmark
  @OperationsPerInvocation(SERIES_PER_SCRAPE)
  public boolean encode() {
    scrape = (scrape + 1) % SCRAPES;
    encode(scrape);
    return record.isEmpty();
  }

  /** By one thread. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public long replay() throws IOException {
    return replay(1);
  }

  /** By two, of which one reads, checks and expands ahead of the other. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public long replayByTwoThreads() throws IOException {
    return replay(2);
  }

  private long replay(int threads) throws IOException {
    Sum sum = new Sum();
    WalReplay.run(
        FileOps.SYSTEM, log, sum, new ReplayProgress(), ReplayOptions.ALL.withThreads(threads));
    replayedSum = sum.sum;
    return sum.sum;
  }

  /** The yardstick. */
  @Benchmark
  @OperationsPerInvocation(SERIES_PER_SCRAPE)
  public long copy() {
    scrape = (scrape + 1) % SCRAPES;
    System.arraycopy(values[scrape], 0, copied, 0, SERIES_PER_SCRAPE);
    return copied[SERIES_PER_SCRAPE - 1];
  }
}
