package dev.deucalion.benchmarks.memory;

import dev.deucalion.benchmarks.data.ClusterSeries;
import dev.deucalion.benchmarks.data.Shape;
import dev.deucalion.benchmarks.data.StoreKind;
import dev.deucalion.benchmarks.data.Stores;
import dev.deucalion.benchmarks.data.TemporaryFolder;
import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.head.HeadStats;
import dev.deucalion.tsdb.index.HeadPostings;
import dev.deucalion.tsdb.index.SeriesCatalog;
import java.io.IOException;
import java.util.Locale;

/**
 * Says how many bytes of live heap a series takes, by part. Usage: {@code MemoryFootprint [series]
 * [rounds]}, by default 100,000 series and 130 samples each.
 *
 * <p>Catalog and postings are built alone first and weighed; then a whole store is filled. What it
 * weighs after one sample beyond those two and its open chunks are the rows; by how much the rest
 * grew at the end are the refs of full chunks and the buffers of its writers. Series are appended a
 * target at a time, and all begin at once, so that their chunks grow in step: the worst case.
 */
public final class MemoryFootprint {
  private static final long START_MS = 1_700_000_000_000L;
  private static final long INTERVAL_MS = 15_000;
  private static final long SEED = 1;
  private static final Shape[] SHAPES = {
    Shape.INTEGER_COUNTER, Shape.INTEGER_GAUGE, Shape.CONSTANT, Shape.DECIMAL_GAUGE
  };

  private final int series;
  private final double[][] values = new double[SHAPES.length][];

  private MemoryFootprint(int series, int rounds) {
    this.series = series;
    for (int i = 0; i < SHAPES.length; i++) {
      values[i] = SHAPES[i].values(rounds, i);
    }
  }

  public static void main(String[] args) throws IOException {
    int series = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 130;
    new MemoryFootprint(series, rounds).run(rounds);
  }

  private void run(int rounds) throws IOException {
    long emptyBytes = Heap.liveBytes();
    SeriesCatalog catalog = catalog();
    long catalogBytes = Heap.liveBytes() - emptyBytes;
    HeadPostings postings = postings(catalog);
    long postingsBytes = Heap.liveBytes() - emptyBytes - catalogBytes;
    print("labels: sets, symbols, table", catalogBytes);
    print("postings of " + postings.labelPairs() + " label pairs", postingsBytes);
    weighStore(rounds, emptyBytes, catalog, postings, catalogBytes + postingsBytes);
  }

  /** The catalog and postings alone stay alive meanwhile, and are weighed in twice. */
  private void weighStore(
      int rounds,
      long emptyBytes,
      SeriesCatalog catalog,
      HeadPostings postings,
      long labelAndPostingsBytes)
      throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create();
        Tsdb tsdb = StoreKind.DISK.open(folder.path())) {
      long[] refs = Stores.seriesRefs(tsdb, series, ClusterSeries::labels);
      append(tsdb, refs, 0);
      long openBytes = tsdb.stats().head().openChunkBytes();
      long refsBytes = 8L * series;
      long atFirst = Heap.liveBytes() - emptyBytes - 2 * labelAndPostingsBytes - refsBytes;
      print("rows and the rest after one sample", atFirst - openBytes);
      long mostOpenBytes = openBytes;
      for (int round = 1; round < rounds; round++) {
        append(tsdb, refs, round);
        mostOpenBytes = Math.max(mostOpenBytes, tsdb.stats().head().openChunkBytes());
      }
      long total = Heap.liveBytes() - emptyBytes - labelAndPostingsBytes - refsBytes;
      HeadStats stats = tsdb.stats().head();
      check(stats, rounds, catalog, postings);
      print("slabs of open chunks", stats.openChunkBytes());
      print(
          "refs of full chunks, buffers",
          total - labelAndPostingsBytes - atFirst + openBytes - stats.openChunkBytes());
      print("all", total);
      System.out.printf(
          Locale.ROOT,
          "full chunks: %d, in files %,d bytes%n",
          stats.chunks() - series,
          stats.chunkFiles().bytes());
      if (refs.length != series) {
        throw new IllegalStateException("refs must stay alive to be weighed");
      }
    }
  }

  private void check(HeadStats stats, int rounds, SeriesCatalog catalog, HeadPostings postings) {
    if (stats.samplesAppended() != (long) series * rounds
        || stats.series() != series
        || catalog.count() != series
        || postings.seriesCount() != series) {
      throw new IllegalStateException("not what was put in: " + stats);
    }
  }

  private void append(Tsdb tsdb, long[] refs, int round) throws IOException {
    long timeMs = START_MS + round * INTERVAL_MS;
    for (int from = 0; from < series; from += ClusterSeries.SERIES_PER_TARGET) {
      int to = Math.min(series, from + ClusterSeries.SERIES_PER_TARGET);
      try (Appender appender = tsdb.appender()) {
        for (int i = from; i < to; i++) {
          double value = values[i % SHAPES.length][round];
          Stores.mustBeAppended(appender.append(refs[i], timeMs, value));
        }
        appender.commit();
      }
    }
  }

  private SeriesCatalog catalog() {
    SeriesCatalog catalog = new SeriesCatalog(SEED);
    LabelHasher hasher = new LabelHasher(SEED);
    for (int i = 0; i < series; i++) {
      Labels labels = ClusterSeries.labels(i);
      catalog.findOrCreate(labels, hasher.hash(labels));
    }
    return catalog;
  }

  private HeadPostings postings(SeriesCatalog catalog) {
    HeadPostings postings = new HeadPostings(catalog);
    for (int i = 0; i < series; i++) {
      postings.add(i);
    }
    return postings;
  }

  private void print(String part, long bytes) {
    System.out.printf(Locale.ROOT, "%-40s %8.1f bytes a series%n", part, (double) bytes / series);
  }
}
