package dev.deucalion.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.exec.QueryProfile;
import dev.deucalion.promql.explain.ExplainedPart;
import dev.deucalion.promql.explain.Explanation;
import dev.deucalion.promql.explain.MatchReport;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import dev.deucalion.storage.ReadGuard;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of the parts of a query, over counters with a sample every 15 s. */
class ExplanationTest {
  /** More than are looked at between two questions whether there is time. */
  private static final int MANY = 2_100;

  private final EngineHarness harness = EngineHarness.ofSeed(1);
  private final QueryProfile profile = new QueryProfile();

  @BeforeEach
  void load() {
    for (String instance : new String[] {"a", "b"}) {
      harness.store.add(
          EngineHarness.labels("__name__", "hits", "instance", instance, "code", "200"),
          15_000,
          new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8});
    }
    harness.store.add(
        EngineHarness.labels("__name__", "limit", "instance", "a", "zone", "x"),
        15_000,
        new double[] {9, 9, 9, 9, 9, 9, 9, 9, 9});
    harness.store.add(
        EngineHarness.labels("__name__", "limit", "instance", "c", "zone", "x"),
        15_000,
        new double[] {9, 9, 9, 9, 9, 9, 9, 9, 9});
  }

  private QueryResult range(String query) {
    return harness.engine.range(
        harness.store,
        new RangeQuery(query, 60_000, 120_000, 30_000, QueryOptions.DEFAULTS.withProfile(profile)));
  }

  private ExplainedPart tree(String query) {
    return harness.engine.read(limits -> tree(query, limits));
  }

  private ExplainedPart tree(String query, ReadGuard.Limits limits) {
    return Explanation.of(
        query, PromqlParser.parse(query, ParserOptions.EXPERIMENTAL), profile, limits);
  }

  private static ExplainedPart.Cost cost(ExplainedPart part) {
    return Objects.requireNonNull(part.cost(), part.text());
  }

  @Test
  void everyPartHasItsFigures() {
    String query = "sum by (code) (rate(hits[1m])) > 0";
    QueryResult measured = range(query);
    QueryResult plain = harness.range(query, 60_000, 120_000, 30_000);
    assertThat(EngineHarness.texts(measured.value())).isEqualTo(EngineHarness.texts(plain.value()));

    ExplainedPart root = tree(query);
    assertThat(root.text()).isEqualTo(query);
    assertThat(root.parts()).hasSize(1);
    ExplainedPart sum = root.parts().getFirst();
    assertThat(sum.text()).isEqualTo("sum by (code) (rate(hits[1m]))");
    assertThat(cost(sum).series()).isEqualTo(1);
    assertThat(cost(sum).samples()).isEqualTo(3);
    ExplainedPart rate = sum.parts().getFirst();
    assertThat(rate.text()).isEqualTo("rate(hits[1m])");
    assertThat(cost(rate).series()).isEqualTo(2);
    assertThat(cost(rate).samples()).isEqualTo(6);
    ExplainedPart selector = rate.parts().getFirst();
    assertThat(selector.text()).isEqualTo("hits[1m]");
    assertThat(cost(selector).series()).isEqualTo(2);
    assertThat(cost(selector).samples()).as("read once for all windows").isEqualTo(16);
    assertThat(selector.labels())
        .extracting(ExplainedPart.LabelValues::name, ExplainedPart.LabelValues::count)
        .containsExactly(tuple("code", 1), tuple("instance", 2));

    assertThat(cost(root).queryableSamples()).isEqualTo(measured.stats().totalSamples());
    assertThat(cost(root).nanos())
        .isEqualTo(
            cost(root).selfNanos()
                + cost(sum).selfNanos()
                + cost(rate).selfNanos()
                + cost(selector).selfNanos())
        .isLessThanOrEqualTo(measured.stats().execTotalNanos());
    assertThat(cost(sum).peakBytes()).isPositive();
  }

  @Test
  void seriesWithoutPartnersAreTold() {
    String query = "hits / on (instance) limit";
    assertThat(EngineHarness.texts(range(query).value())).hasSize(1);
    MatchReport report = Objects.requireNonNull(tree(query).matching());
    assertThat(report.matchedGroups()).isEqualTo(1);
    assertThat(report.left().unmatchedSeries()).isEqualTo(1);
    assertThat(report.right().unmatchedSeries()).isEqualTo(1);
    MatchReport.Unmatched example = report.left().unmatched().getFirst();
    assertThat(example.series().get("instance")).isEqualTo("b");
    assertThat(example.differing()).containsExactly("instance");
  }

  @Test
  void labelsThatKeepSeriesApartAreNamed() {
    String query = "hits / limit";
    assertThat(EngineHarness.texts(range(query).value())).isEmpty();
    MatchReport report = Objects.requireNonNull(tree(query).matching());
    assertThat(report.matchedGroups()).isZero();
    assertThat(report.left().unmatched().getFirst().nearest().get("instance")).isEqualTo("a");
    assertThat(report.left().unmatched().getFirst().differing()).containsExactly("code", "zone");
  }

  @Test
  void aQueryThatFailsStillShowsWhereSeriesCrowd() {
    String query = "sum(hits) / on () limit";
    assertThatThrownBy(() -> range(query)).isInstanceOf(QueryException.class);
    MatchReport report = Objects.requireNonNull(tree(query).matching());
    assertThat(report.right().crowdedGroups()).isEqualTo(1);
    assertThat(report.right().crowded().getFirst().series()).hasSize(2);
    assertThat(report.left().crowdedGroups()).isZero();
  }

  @Test
  void partsThatAreEvaluatedOnceForAllStepsHaveFiguresToo() {
    String query = "hits @ 60 + max_over_time((limit * 2)[1m:15s])";
    range(query);
    ExplainedPart root = tree(query);
    assertThat(cost(root.parts().getFirst()).series()).isEqualTo(2);
    ExplainedPart subquery = root.parts().get(1).parts().getFirst();
    assertThat(subquery.text()).isEqualTo("(limit * 2)[1m:15s]");
    assertThat(cost(subquery).series()).isEqualTo(2);
    assertThat(cost(subquery.parts().getFirst()).series()).isEqualTo(2);
  }

  /** Has room for so many bytes, and time for so many questions. */
  private static final class SmallLimits implements ReadGuard.Limits {
    private final long maxBytes;
    private final int maxQuestions;
    private long bytes;
    private long peakBytes;
    private int questions;
    private final QueryException.Kind end;

    private SmallLimits(long maxBytes, int maxQuestions) {
      this(maxBytes, maxQuestions, QueryException.Kind.TIMEOUT);
    }

    /**
     * @param end why it ends after the last question
     */
    private SmallLimits(long maxBytes, int maxQuestions, QueryException.Kind end) {
      this.maxBytes = maxBytes;
      this.maxQuestions = maxQuestions;
      this.end = end;
    }

    @Override
    public void checkpoint() {
      if (++questions > maxQuestions) {
        throw new QueryException(end, "too long");
      }
    }

    @Override
    public void holdBytes(long more) {
      bytes += more;
      if (bytes > maxBytes) {
        throw new QueryException(QueryException.Kind.EXECUTION, "too much");
      }
      peakBytes = Math.max(peakBytes, bytes);
    }

    @Override
    public void releaseBytes(long fewer) {
      bytes -= fewer;
    }
  }

  @Test
  void seriesWithoutRoomAreForgottenAndCostsRemain() {
    String query = "hits / on (instance) limit";
    range(query);
    SmallLimits ample = new SmallLimits(Long.MAX_VALUE, 1_000_000);
    ExplainedPart whole = tree(query, ample);
    assertThat(whole.matching()).isNotNull();
    assertThat(ample.bytes).isZero();
    assertThat(ample.peakBytes).isGreaterThan(1_000);
    for (long max = ample.peakBytes; max >= 0; max -= 50) {
      SmallLimits small = new SmallLimits(max, 1_000_000);
      ExplainedPart root = tree(query, small);
      assertThat(small.bytes).isZero();
      assertThat(root.cost()).isEqualTo(whole.cost());
      assertThat(root.parts())
          .extracting(part -> cost(part).series())
          .as("%d bytes", max)
          .containsExactly(2, 2);
    }
    ExplainedPart bare = tree(query, new SmallLimits(0, 1_000_000));
    assertThat(bare.matching()).isNull();
    assertThat(bare.parts())
        .allSatisfy(part -> {
          assertThat(part.examples()).isEmpty();
          assertThat(part.labels()).isEmpty();
        });
    assertThat(profile.all()).allSatisfy(part -> assertThat(part.named()).isEmpty());
  }

  @Test
  void partsForWhichThereIsNoTimeHaveTheirCostsOnly() {
    addMany();
    range("many");
    SmallLimits hurried = new SmallLimits(Long.MAX_VALUE, 0);
    ExplainedPart root = tree("many", hurried);
    assertThat(cost(root).series()).isEqualTo(MANY);
    assertThat(root.examples()).isEmpty();
    assertThat(hurried.bytes).isZero();
  }

  @Test
  void anExplanationThatIsGivenUpEnds() {
    addMany();
    range("many");
    SmallLimits canceled = new SmallLimits(Long.MAX_VALUE, 0, QueryException.Kind.CANCELED);
    assertThatThrownBy(() -> tree("many", canceled)).isInstanceOf(QueryException.class);
    assertThat(canceled.bytes).isZero();
  }

  private void addMany() {
    for (int i = 0; i < MANY; i++) {
      harness.store.add(
          EngineHarness.labels("__name__", "many", "i", "" + i), 60_000, new double[] {1, 2, 3});
    }
  }

  @Test
  void anExplanationHasTheTimeThatTheQueryLeft() {
    AtomicLong nanos = new AtomicLong(5);
    PromqlEngine engine = new PromqlEngine(EngineOptions.DEFAULTS, nanos::get);
    QueryOptions ofTenSeconds = new QueryOptions(0, 10_000, QueryOrigin.NONE, false, null, profile);
    engine.instant(harness.store, new InstantQuery("hits", 60_000, ofTenSeconds));
    Function<ReadGuard.Limits, Boolean> question =
        limits -> {
          limits.checkpoint();
          return true;
        };
    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(engine.readAfter(profile, question)).isTrue();
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThatThrownBy(() -> engine.readAfter(profile, question))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.TIMEOUT));
    assertThat(engine.readAfter(new QueryProfile(), question)).isTrue();
  }

  @Test
  void longChainsAreCut() {
    String query = "hits" + " + hits".repeat(2_000);
    ExplainedPart root = tree(query);
    assertThat(root.text()).hasSizeLessThan(500).endsWith("…");
  }
}
