package dev.deucalion.rules.group;

import static dev.deucalion.rules.group.RuleWorld.MINUTE_MS;
import static dev.deucalion.rules.group.RuleWorld.expr;
import static dev.deucalion.rules.group.RuleWorld.group;
import static dev.deucalion.rules.group.RuleWorld.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.options.RecordingRuleOptions;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.storage.Appender;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private final RuleWorld world = new RuleWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void resultsAreStoredUnderTheNameOfTheRule() {
    world.put(world.time.nowMs(), 2, "__name__", "a", "job", "x", "drop", "y");
    Map<String, String> labels = Map.of("env", "test", "drop", "");
    world.apply(group("g", RecordingRuleOptions.of("b", expr("a * 2"), labels)));
    world.time.run(MINUTE_MS);
    assertThat(world.query("b")).containsExactly("{__name__=\"b\", env=\"test\", job=\"x\"} 4.0");
    assertThat(world.firstRule().outcome()).isEqualTo(RuleOutcome.GOOD);
  }

  @Test
  void aLaterRuleSeesWhatAnEarlierOneStored() {
    world.apply(group("g", record("a", "vector(1)"), record("b", "a + 1")));
    world.time.run(MINUTE_MS);
    assertThat(world.query("b")).containsExactly("{__name__=\"b\"} 2.0");
  }

  @Test
  void aSeriesThatIsGoneIsStaleAtOnce() {
    world.put("a", 1);
    world.apply(group("g", record("b", "a == 1")));
    world.time.run(MINUTE_MS);
    assertThat(world.query("b")).hasSize(1);
    world.put("a", 2);
    world.time.run(MINUTE_MS);
    assertThat(world.query("b")).isEmpty();
  }

  @Test
  void aScalarIsASeriesWithoutLabels() {
    world.apply(group("g", record("b", "1 + 1")));
    world.time.run(MINUTE_MS);
    assertThat(world.query("b")).containsExactly("{__name__=\"b\"} 2.0");
  }

  @Test
  void samplesHaveTheTimeOfTheSlotLessTheOffset() {
    RuleGroupOptions plain = group("g", record("b", "time()"));
    world.apply(plain);
    world.time.run(2 * MINUTE_MS);
    long slotMs = lastSampleMs("b");
    assertThat(world.query("b")).containsExactly("{__name__=\"b\"} " + slotMs / 1_000.0);
    world.apply(new RuleGroupOptions("g", "rules.yml", MINUTE_MS, 30_000, 0, plain.rules()));
    world.time.run(2 * MINUTE_MS);
    assertThat(lastSampleMs("b")).isEqualTo(slotMs + 2 * MINUTE_MS - 30_000);
  }

  private long lastSampleMs(String metric) {
    String series = world.query(metric + "[1h]").getFirst();
    return Long.parseLong(series.substring(series.lastIndexOf(' ') + 1, series.lastIndexOf(']')));
  }

  @Test
  void twoResultsWithTheSameLabelsAreAnError() {
    world.put(world.time.nowMs(), 1, "__name__", "a", "x", "1");
    world.put(world.time.nowMs(), 1, "__name__", "a", "x", "2");
    world.apply(group("g", RecordingRuleOptions.of("b", expr("a"), Map.of("x", ""))));
    world.time.run(MINUTE_MS);
    assertThat(world.query("b")).isEmpty();
    assertThat(world.firstRule().outcome()).isEqualTo(RuleOutcome.BAD);
    assertThat(world.firstRule().lastError())
        .isEqualTo("vector contains metrics with the same labelset after applying rule labels");
    assertThat(world.manager.stats().groups().getFirst().failures()).isEqualTo(1);
  }

  @Test
  void aLimitThatIsExceededStoresNothing() {
    world.put(world.time.nowMs(), 1, "__name__", "a", "x", "1");
    world.put(world.time.nowMs(), 1, "__name__", "a", "x", "2");
    world.apply(new RuleGroupOptions("g", "f", MINUTE_MS, 0, 1, List.of(record("b", "a"))));
    world.time.run(MINUTE_MS);
    assertThat(world.query("b")).isEmpty();
    assertThat(world.firstRule().lastError()).isEqualTo("exceeded limit of 1 with 2 series");
  }

  @Test
  void aFailedEvaluationKeepsTheSeriesOfTheLast() {
    world.put(world.time.nowMs(), 1, "__name__", "a", "x", "1");
    world.apply(group("g", RecordingRuleOptions.of("b", expr("a"), Map.of("x", ""))));
    world.time.run(MINUTE_MS);
    world.put(world.time.nowMs(), 1, "__name__", "a", "x", "2");
    world.time.run(MINUTE_MS);
    assertThat(world.firstRule().outcome()).isEqualTo(RuleOutcome.BAD);
    assertThat(world.query("b")).hasSize(1);
  }

  @Test
  void histogramsAreStoredAsHistograms() throws IOException {
    FloatHistogram histogram =
        new FloatHistogram(
            CounterResetHint.GAUGE,
            BucketLayout.NO_BUCKETS,
            3,
            3,
            0.5,
            new double[0],
            new double[0]);
    try (Appender batch = world.store.appender()) {
      batch.append(batch.seriesRef(Labels.of("__name__", "a")), world.time.nowMs(), histogram);
      batch.commit();
    }
    world.apply(group("g", record("b", "a")));
    world.time.run(MINUTE_MS);
    assertThat(world.query("histogram_count(b)")).containsExactly("{} 3.0");
  }

  @Test
  void resultsThatAreOlderThanWhatIsStoredAreDiscarded() {
    world.apply(group("g", record("b", "vector(1)")));
    world.put(world.time.nowMs() + 10 * MINUTE_MS, 9, "__name__", "b");
    world.time.run(MINUTE_MS);
    assertThat(world.firstRule().lastError()).isEqualTo("out of order sample");
    assertThat(world.firstRule().outcome()).isEqualTo(RuleOutcome.BAD);
  }

  @Test
  void missedSlotsAreCountedAndTheLatestIsEvaluated() {
    world.apply(group("g", record("b", "time()")));
    world.time.run(MINUTE_MS);
    double before = Double.parseDouble(world.query("scalar(b)").getFirst());
    world.time.stall(3 * MINUTE_MS + 30_000);
    world.time.run(0);
    assertThat(Double.parseDouble(world.query("scalar(b)").getFirst()) - before)
        .isBetween(180.0, 240.0)
        .matches(seconds -> seconds % 60 == 0);
    GroupStats stats = world.manager.stats().groups().getFirst();
    assertThat(stats.missed()).isBetween(2L, 3L);
    assertThat(stats.iterations()).isEqualTo(2 + stats.missed());
  }
}
