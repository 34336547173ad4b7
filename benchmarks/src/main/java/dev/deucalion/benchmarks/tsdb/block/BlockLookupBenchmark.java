package dev.deucalion.benchmarks.tsdb.block;

import dev.deucalion.benchmarks.data.ClusterSeries;
import dev.deucalion.benchmarks.data.OneChunkEach;
import dev.deucalion.benchmarks.data.WrittenBlock;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * Time to find the one series of a whole label set in a block, by an equality for each of its seven
 * labels, or the 50 series of a pod by its name.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BlockLookupBenchmark {
  /** Shares no factor with the number of series, so that each one has its turn. */
  private static final int STRIDE = 7_919;

  private static final String POD = "pod";

  @Param({"1000", "100000"})
  private int series;

  private final Map<Labels, Integer> labelSets = new HashMap<>();
  private final Map<String, List<Integer>> pods = new HashMap<>();
  private Labels[] sorted = {};
  private @Nullable WrittenBlock block;
  private int next;

  @Setup
  public void check() throws IOException {
    sorted = new Labels[series];
    Arrays.setAll(sorted, ClusterSeries::labels);
    Arrays.sort(sorted);
    for (int i = 0; i < series; i++) {
      labelSets.put(sorted[i], i);
      pods.computeIfAbsent(sorted[i].get(POD), p -> new ArrayList<>()).add(i);
    }
    block = WrittenBlock.of(new OneChunkEach(series, i -> sorted[i]));
    for (int i = 0; i < series; i += 97) {
      SeriesSet one = labelSet();
      if (one.size() != 1 || !one.labels(0).equals(sorted[next])) {
        throw new IllegalStateException("not the series of " + sorted[next]);
      }
      SeriesSet ofPod = pod();
      List<Integer> expected = pods.getOrDefault(sorted[next].get(POD), List.of());
      if (ofPod.size() != expected.size()) {
        throw new IllegalStateException(ofPod.size() + " series, not " + expected.size());
      }
      for (int j = 0; j < ofPod.size(); j++) {
        if (!ofPod.labels(j).equals(sorted[expected.get(j)])) {
          throw new IllegalStateException("not a series of the pod: " + ofPod.labels(j));
        }
      }
    }
  }

  private Labels turn() {
    next = (next + STRIDE) % series;
    return sorted[next];
  }

  @Benchmark
  public SeriesSet labelSet() {
    Labels labels = turn();
    List<Matcher> matchers = new ArrayList<>(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      matchers.add(Matcher.equal(labels.name(i), labels.value(i)));
    }
    return select(matchers);
  }

  @Benchmark
  public SeriesSet pod() {
    return select(List.of(Matcher.equal(POD, turn().get(POD))));
  }

  private SeriesSet select(List<Matcher> matchers) {
    SeriesSelector selector =
        new SeriesSelector(
            matchers, OneChunkEach.MIN_TIME_MS, OneChunkEach.MAX_TIME_MS, /* sorted= */ true);
    return Objects.requireNonNull(block).querier().select(List.of(selector)).getFirst();
  }

  /** The yardstick of {@link #labelSet}. */
  @Benchmark
  public int labelSetMap() {
    return labelSets.getOrDefault(turn(), -1);
  }

  /** The yardstick of {@link #pod}. */
  @Benchmark
  public List<Integer> podMap() {
    return pods.getOrDefault(turn().get(POD), List.of());
  }

  @TearDown
  public void close() throws IOException {
    Objects.requireNonNull(block).close();
  }
}
