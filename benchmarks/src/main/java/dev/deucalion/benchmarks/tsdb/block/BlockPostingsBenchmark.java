package dev.deucalion.benchmarks.tsdb.block;

import dev.deucalion.benchmarks.data.OneChunkEach;
import dev.deucalion.benchmarks.data.WrittenBlock;
import dev.deucalion.benchmarks.tsdb.index.Density;
import dev.deucalion.benchmarks.tsdb.index.SetOperation;
import dev.deucalion.benchmarks.tsdb.index.TwoSets;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Time to intersect or unite two sets of a block's series, about {@link #size} each: finding their
 * lists in the index, verifying and reading them included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BlockPostingsBenchmark {
  /** A label that no series has: asked for its values, a querier only finds the series. */
  private static final String ABSENT = "absent";

  @Param private SetOperation operation = SetOperation.INTERSECTION;
  @Param private Density density = Density.DENSE;

  @Param({"1000", "100000"})
  private int size;

  private @Nullable WrittenBlock block;
  private int[] first = {};
  private int[] second = {};
  private int[] merged = {};

  @Setup
  public void check() throws IOException {
    TwoSets sets = new TwoSets(size, density);
    block = WrittenBlock.of(new OneChunkEach(sets.count(), sets::labels));
    first = sets.first();
    second = operation.second(sets);
    merged = new int[first.length + second.length];
    int count = arrays();
    SeriesSelector selector =
        new SeriesSelector(
            operation.matchers(),
            OneChunkEach.MIN_TIME_MS,
            OneChunkEach.MAX_TIME_MS,
            /* sorted= */ true);
    SeriesSet found = block.querier().select(List.of(selector)).getFirst();
    if (count == 0 || found.size() != count) {
      throw new IllegalStateException(found.size() + " series, expected " + count);
    }
    for (int i = 0; i < count; i++) {
      if (!found.labels(i).equals(sets.labels(merged[i]))) {
        throw new IllegalStateException("not the series that arrays give: " + found.labels(i));
      }
    }
  }

  @Benchmark
  public List<String> postings() {
    return Objects.requireNonNull(block)
        .querier()
        .labelValues(ABSENT, operation.matchers(), /* limit= */ 0);
  }

  /** The yardstick: merges sorted arrays into an array that is there. */
  @Benchmark
  public int arrays() {
    return operation.apply(first, second, merged);
  }

  @TearDown
  public void close() throws IOException {
    Objects.requireNonNull(block).close();
  }
}
