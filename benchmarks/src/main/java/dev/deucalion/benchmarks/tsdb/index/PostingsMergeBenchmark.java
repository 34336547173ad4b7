package dev.deucalion.benchmarks.tsdb.index;

import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.index.HeadPostings;
import dev.deucalion.tsdb.index.PostingsQuery;
import dev.deucalion.tsdb.index.SeriesCatalog;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.roaringbitmap.RoaringBitmap;

/** Time to intersect or unite two sets of the head's series, about {@link #size} each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PostingsMergeBenchmark {
  private static final long SEED = 1;

  @Param private SetOperation operation = SetOperation.INTERSECTION;
  @Param private Density density = Density.DENSE;

  @Param({"1000", "100000"})
  private int size;

  private final SeriesCatalog catalog = new SeriesCatalog(SEED);
  private final HeadPostings postings = new HeadPostings(catalog);
  private int[] first = {};
  private int[] second = {};
  private int[] merged = {};

  @Setup
  public void check() {
    TwoSets sets = new TwoSets(size, density);
    LabelHasher hasher = new LabelHasher(SEED);
    for (int i = 0; i < sets.count(); i++) {
      Labels labels = sets.labels(i);
      int id = catalog.id(catalog.findOrCreate(labels, hasher.hash(labels)));
      if (id != i) {
        throw new IllegalStateException("series " + i + " has id " + id);
      }
      if (sets.isInAny(i)) {
        postings.add(id);
      }
    }
    first = sets.first();
    second = operation.second(sets);
    merged = new int[first.length + second.length];
    int count = arrays();
    int[] expected = Arrays.copyOf(merged, count);
    if (expected.length == 0 || !Arrays.equals(postings().toArray(), expected)) {
      throw new IllegalStateException("not the series that arrays give: " + operation);
    }
  }

  @Benchmark
  public RoaringBitmap postings() {
    return new PostingsQuery(postings, operation.matchers()).evaluate();
  }

  /** The yardstick: merges sorted arrays into an array that is there. */
  @Benchmark
  public int arrays() {
    return operation.apply(first, second, merged);
  }
}
