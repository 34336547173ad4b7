package dev.deucalion.benchmarks.tsdb.index;

import dev.deucalion.benchmarks.data.ClusterSeries;
import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.index.HeadPostings;
import dev.deucalion.tsdb.index.PostingsQuery;
import dev.deucalion.tsdb.index.SeriesCatalog;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.roaringbitmap.RoaringBitmap;

/** Time to find the ids that matchers select among many series. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PostingsBenchmark {
  private static final long SEED = 1;

  @Param("100000")
  private int series;

  @Param private Selection selection = Selection.EQUAL;

  private final SeriesCatalog catalog = new SeriesCatalog(SEED);
  private final HeadPostings postings = new HeadPostings(catalog);
  private final Lock lock = new ReentrantLock();

  @Setup
  public void check() {
    LabelHasher hasher = new LabelHasher(SEED);
    for (int i = 0; i < series; i++) {
      Labels labels = ClusterSeries.labels(i);
      postings.add(catalog.id(catalog.findOrCreate(labels, hasher.hash(labels))));
    }
    if (!find().equals(scan())) {
      throw new IllegalStateException("not the series that a scan finds: " + selection);
    }
  }

  @Benchmark
  public RoaringBitmap find() {
    PostingsQuery query = new PostingsQuery(postings, selection.matchers);
    postings.prepare(query, lock);
    return query.evaluate();
  }

  /** The yardstick: looks at each series. */
  @Benchmark
  public RoaringBitmap scan() {
    RoaringBitmap found = new RoaringBitmap();
    for (int i = 0; i < series; i++) {
      Labels labels = catalog.labels(i);
      if (selection.matchers.stream().allMatch(m -> m.matches(labels.get(m.name())))) {
        found.add(i);
      }
    }
    return found;
  }
}
