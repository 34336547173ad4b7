package dev.deucalion.benchmarks.tsdb.index;

import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.tsdb.index.HeadPostings;
import dev.deucalion.tsdb.index.LabelSource;
import dev.deucalion.tsdb.index.PostingsQuery;
import dev.deucalion.tsdb.index.SeriesCatalog;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Time to apply a regular expression to the series that another matcher has left: as the query
 * chooses, by the labels of each, and by the series of all values that match. The choice is right
 * where it takes as long as the better of the two ways.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FewSeriesBenchmark {
  private static final long SEED = 1;
  private static final int SERIES = 100_000;
  private static final int SERIES_PER_POD = 50;
  private static final String[] CODES = {"200", "204", "400", "404", "500", "503"};

  /** How many series the other matcher leaves. */
  @Param({"4", "16", "64", "1000", "10000"})
  private int left;

  @Param private Values values = Values.FEW_LARGE;

  private final SeriesCatalog catalog = new SeriesCatalog(SEED);
  private final HeadPostings postings = new HeadPostings(catalog);
  private List<Matcher> matchers = List.of();
  private List<String> allValues = List.of();

  /** What the regular expression selects. */
  public enum Values {
    /** Two values of six, each of a sixth of all series. */
    FEW_LARGE("code", "5.."),
    /** One value of nine out of 2,000, each of fifty series. */
    MANY_SMALL("pod", "pod-1.*");

    private final String label;
    private final String regex;

    Values(String label, String regex) {
      this.label = label;
      this.regex = regex;
    }
  }

  @Setup
  public void check() {
    LabelHasher hasher = new LabelHasher(SEED);
    matchers =
        List.of(
            Matcher.equal("part", "wanted"),
            Matcher.of(MatchType.REGEX, values.label, values.regex));
    RoaringBitmap scanned = new RoaringBitmap();
    TreeSet<String> found = new TreeSet<>();
    for (int i = 0; i < SERIES; i++) {
      Labels labels = labels(i);
      int id = catalog.id(catalog.findOrCreate(labels, hasher.hash(labels)));
      postings.add(id);
      found.add(labels.get(values.label));
      if (matchers.stream().allMatch(m -> m.matches(labels.get(m.name())))) {
        scanned.add(id);
      }
    }
    allValues = List.copyOf(found);
    if (scanned.isEmpty()
        || !find().equals(scanned)
        || !labels().equals(scanned)
        || !values().equals(scanned)) {
      throw new IllegalStateException("not the series that a scan finds");
    }
  }

  /** Those of the part come in regular distances, so that they are of all codes and pods. */
  private Labels labels(int i) {
    return Labels.of(
        "__name__",
        "http_requests_total",
        "code",
        CODES[i / 7 % CODES.length],
        "job",
        "api",
        "part",
        i % (SERIES / left) == 0 ? "wanted" : "other",
        "pod",
        "pod-" + i / SERIES_PER_POD);
  }

  @Benchmark
  public RoaringBitmap find() {
    return new PostingsQuery(postings, matchers).evaluate();
  }

  /** One yardstick: reads the labels of all series that are left, and remembers their values. */
  @Benchmark
  public RoaringBitmap labels() {
    LabelSource label = label();
    Matcher regex = matchers.get(1);
    RoaringBitmap accepted = new RoaringBitmap();
    BitSet known = new BitSet();
    BitSet matching = new BitSet();
    for (IntIterator ids = leftSeries().getIntIterator(); ids.hasNext(); ) {
      int id = ids.next();
      int value = label.valueOf(id);
      if (!known.get(value)) {
        known.set(value);
        matching.set(value, regex.matches(label.value(value)));
      }
      if (matching.get(value)) {
        accepted.add(id);
      }
    }
    return accepted;
  }

  /** The other one: unites the series of all values that match. */
  @Benchmark
  public RoaringBitmap values() {
    LabelSource label = label();
    Matcher regex = matchers.get(1);
    RoaringBitmap named = new RoaringBitmap();
    for (String value : allValues) {
      if (regex.matches(value)) {
        label.addTo(named, value);
      }
    }
    return RoaringBitmap.and(leftSeries(), named);
  }

  private LabelSource label() {
    return Objects.requireNonNull(postings.label(values.label));
  }

  private RoaringBitmap leftSeries() {
    return Objects.requireNonNull(postings.label("part")).of("wanted");
  }
}
