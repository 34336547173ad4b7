package dev.deucalion.benchmarks.scrape.ingest;

import dev.deucalion.benchmarks.data.StoreKind;
import dev.deucalion.benchmarks.data.Stores;
import dev.deucalion.benchmarks.data.TemporaryFolder;
import dev.deucalion.benchmarks.scrape.exposition.ExporterBody;
import dev.deucalion.benchmarks.scrape.exposition.SplittingParser;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.scrape.exposition.ExpositionFormat;
import dev.deucalion.scrape.exposition.ExpositionParser;
import dev.deucalion.scrape.ingest.BodyIngester;
import dev.deucalion.scrape.ingest.IngestCounters;
import dev.deucalion.scrape.ingest.IngestException;
import dev.deucalion.scrape.ingest.StringPool;
import dev.deucalion.scrape.ingest.TargetMemory;
import dev.deucalion.scrape.options.HistogramOptions;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
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

/** Time for one sample of a scrape from its body to its commit, the series being known. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScrapeIngestBenchmark {
  private static final long START_MS = 1_700_000_000_000L;

  /** Bodies start again after so many scrapes; a power of two. */
  private static final int BODIES = 16;

  @Param({"MEMORY", "DISK"})
  private StoreKind store = StoreKind.MEMORY;

  /** How many are scraped in turn; what a store holds of a hundred is more than caches do. */
  @Param({"1", "100"})
  private int targets = 1;

  private final byte[][] bodies = new byte[BODIES][];
  private final ExpositionParser parser = ExpositionFormat.TEXT.newParser();
  private BodyIngester[] ingesters = {};
  private Closeable folder = () -> {};
  private Tsdb tsdb = Tsdb.inMemory();
  private int scrapes;

  private static BodyIngester newIngester(int target) {
    Labels labels = Labels.of("instance", instance(target), "job", "api");
    return new BodyIngester(
        ScrapeJobOptions.builder("api").build(),
        labels,
        HistogramOptions.DEFAULTS,
        Set.of(),
        new TargetMemory(labels, new StringPool()),
        new SeriesHash(new SplittableRandom(1)),
        new IngestCounters());
  }

  private static String instance(int target) {
    return "10.0.0." + target + ":8080";
  }

  @Setup
  public void check() throws IOException, ExpositionException, IngestException {
    TemporaryFolder newFolder = TemporaryFolder.create();
    folder = newFolder;
    tsdb = store.open(newFolder.path());
    ingesters = new BodyIngester[targets];
    Arrays.setAll(ingesters, ScrapeIngestBenchmark::newIngester);
    double expected = 0;
    for (int i = 0; i < BODIES; i++) {
      bodies[i] = ExporterBody.of(ExpositionFormat.TEXT, i);
      expected += SplittingParser.sum(bodies[i]);
      for (BodyIngester each : ingesters) {
        ingest();
        if (each.counts().seriesAdded() != (i == 0 ? ExporterBody.SAMPLES : 0)) {
          throw new IllegalStateException("scrape %d added series".formatted(i));
        }
      }
    }
    Matcher last = Matcher.equal("instance", instance(targets - 1));
    double found = Stores.sum(tsdb, last, START_MS, Long.MAX_VALUE);
    if (!(Math.abs(found - expected) <= 1e-9 * expected)) {
      throw new IllegalStateException("sum of values " + found + ", expected " + expected);
    }
  }

  @Benchmark
  @OperationsPerInvocation(ExporterBody.SAMPLES)
  public void ingest() throws IOException, ExpositionException, IngestException {
    int round = scrapes / targets;
    byte[] body = bodies[round & (BODIES - 1)];
    long timeMs = START_MS + round * 15_000L;
    BodyIngester ingester = ingesters[scrapes % targets];
    scrapes++;
    parser.reset(body, body.length);
    try (Appender appender = tsdb.appender()) {
      ingester.begin();
      ingester.ingest(appender, parser, timeMs);
      appender.commit();
    }
  }

  /** The yardstick: only reads the values, by splitting strings. */
  @Benchmark
  @OperationsPerInvocation(ExporterBody.SAMPLES)
  public double splitting() {
    return SplittingParser.sum(bodies[0]);
  }

  @TearDown
  public void close() throws IOException {
    tsdb.close();
    folder.close();
  }
}
