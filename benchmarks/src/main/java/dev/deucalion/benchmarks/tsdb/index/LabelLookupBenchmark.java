package dev.deucalion.benchmarks.tsdb.index;

import dev.deucalion.benchmarks.data.ClusterSeries;
import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.index.SeriesCatalog;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Time to find the series of a label set that the head knows, its hash included. The strings looked
 * for are not those that are kept, and series come in an order far from that of their making.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LabelLookupBenchmark {
  private static final long SEED = 1;

  /** Shares no factor with the number of series, so that each one has its turn. */
  private static final int STRIDE = 7_919;

  @Param({"1000", "100000"})
  private int series;

  private final SeriesCatalog catalog = new SeriesCatalog(SEED);
  private final LabelHasher hasher = new LabelHasher(SEED);
  private final Map<Labels, Long> map = new HashMap<>();
  private String[][] wanted = {};
  private int next;

  @Setup
  public void check() {
    wanted = new String[series][];
    for (int i = 0; i < series; i++) {
      Labels kept = ClusterSeries.labels(i);
      map.put(kept, catalog.findOrCreate(kept, hasher.hash(kept)));
      wanted[i] = pairs(ClusterSeries.labels(i));
    }
    for (int i = 0; i < series; i++) {
      if (find() != expect() || catalog.count() != series || map.size() != series) {
        throw new IllegalStateException("not the series that a map finds");
      }
    }
  }

  private static String[] pairs(Labels labels) {
    String[] pairs = new String[2 * labels.size()];
    for (int i = 0; i < labels.size(); i++) {
      pairs[2 * i] = labels.name(i);
      pairs[2 * i + 1] = labels.value(i);
    }
    return pairs;
  }

  private long expect() {
    return map.getOrDefault(Labels.ofSortedPairs(wanted[next]), -1L);
  }

  private Labels turn() {
    next = (next + STRIDE) % series;
    return Labels.ofSortedPairs(wanted[next]);
  }

  @Benchmark
  public long find() {
    Labels labels = turn();
    return catalog.findOrCreate(labels, hasher.hash(labels));
  }

  /** The yardstick; its hash is made of hashes that strings keep. */
  @Benchmark
  public long map() {
    return map.getOrDefault(turn(), -1L);
  }
}
