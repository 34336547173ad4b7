package dev.deucalion.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.rules.alert.Alert;
import dev.deucalion.testing.capture.Notification;
import dev.deucalion.testing.rule.AlertRule;
import dev.deucalion.testing.rule.RuleBook;
import dev.deucalion.testing.rule.RuleFailureException;
import dev.deucalion.testing.rule.RuleGroup;
import dev.deucalion.testing.source.Exposition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EmbeddedRulesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant START = EmbeddedOptions.DEFAULTS.start();
  private static final EmbeddedOptions OPTIONS =
      EmbeddedOptions.DEFAULTS
          .evaluatingEvery(MINUTE)
          .withExternalLabels(Map.of("cluster", "eu"))
          .withExternalUrl("https://prometheus.example");

  private static RuleGroup errorRules() {
    return RuleGroup.named("api")
        .record("job:errors:ratio", "sum by (job) (errors_total) / sum by (job) (requests_total)")
        .alert(
            AlertRule.named("HighErrorRate", "job:errors:ratio > 0.1")
                .holdFor(Duration.ofMinutes(5))
                .label("severity", "page")
                .annotation(
                    "summary",
                    "{{ $value | humanizePercentage }} of {{ $labels.job }} in"
                        + " {{ $externalLabels.cluster }}"));
  }

  @Test
  void anAlertIsPendingThenFiresThenIsResolved() {
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start(OPTIONS)) {
      prometheus.rules(errorRules());
      prometheus.feed(
          MINUTE, "requests_total{job=\"api\"} 100x60", "errors_total{job=\"api\"} 0x9 50x10 0x40");

      prometheus.advance(Duration.ofMinutes(9));
      prometheus.assertThatAlert("HighErrorRate").isInactive();
      prometheus.assertThat("job:errors:ratio").containsOnly("job:errors:ratio{job=\"api\"} 0");

      prometheus.advance(MINUTE);
      prometheus
          .assertThatAlert("HighErrorRate")
          .isPending()
          .hasCount(1)
          .isActiveSince(START.plus(Duration.ofMinutes(10)));

      prometheus.advance(Duration.ofMinutes(5));
      prometheus
          .assertThatAlert("HighErrorRate")
          .isFiring()
          .with("job", "api")
          .hasLabel("severity", "page")
          .hasValue(0.5)
          .hasAnnotation("summary", "50% of api in eu")
          .hasAnnotationContaining("summary", "api");
      prometheus
          .assertThat("ALERTS")
          .containsOnly(
              "ALERTS{alertname=\"HighErrorRate\",alertstate=\"firing\",job=\"api\","
                  + "severity=\"page\"} 1");

      prometheus.advance(Duration.ofMinutes(10));
      prometheus.assertThatAlert("HighErrorRate").isInactive();
      prometheus.assertThat("ALERTS").isEmpty();
    }
  }

  @Test
  void keepsWhatAlertmanagersWouldBeTold() {
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start(OPTIONS)) {
      prometheus.rules(RuleGroup.named("g").alert(AlertRule.named("Down", "up == 0")));
      prometheus.feed(MINUTE, "up{job=\"api\"} 1 0 1x10");

      prometheus.advance(Duration.ofMinutes(2));

      List<Notification> told = prometheus.notifications().all();
      assertThat(told).hasSize(2);
      Alert fired = told.getFirst().alerts().getFirst();
      assertThat(told.getFirst().isResolved(fired)).isFalse();
      assertThat(told.getLast().isResolved(told.getLast().alerts().getFirst())).isTrue();
      assertThat(told.getFirst().payload())
          .isEqualTo(
              """
              [{"annotations":{},"endsAt":"2026-01-01T00:05:00.000Z",\
              "startsAt":"2026-01-01T00:01:00.000Z",\
              "generatorURL":"https://prometheus.example/graph?g0.expr=up+%3D%3D+0\\u0026g0.tab=1",\
              "labels":{"alertname":"Down","cluster":"eu","job":"api"}}]\
              """
                  .replace("\\u0026", "&"));
      prometheus.notifications().clear();
      assertThat(prometheus.notifications().all()).isEmpty();
    }
  }

  @Test
  void aRuleThatFailsFailsTheTest() {
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start()) {
      prometheus.feed(MINUTE, "a{x=\"1\"} 1x10", "a{x=\"2\"} 1x10");
      prometheus.rules(RuleGroup.named("g").record("b", "a * on () a"));
      assertThatThrownBy(() -> prometheus.advance(MINUTE))
          .isInstanceOf(RuleFailureException.class)
          .hasMessageContaining("rule b of group g")
          .hasMessageContaining("duplicate series");
    }
  }

  @Test
  void aRuleThatFailedIsEvaluatedAgain() {
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start(OPTIONS)) {
      prometheus.feed(MINUTE, "a{x=\"1\"} 1x10", "a{x=\"2\"} 1 1 stale");
      prometheus.rules(
          RuleGroup.named("g").record("b", "a * on () a"),
          RuleGroup.named("h").record("c", "count(a)"));
      assertThatThrownBy(() -> prometheus.advance(MINUTE)).isInstanceOf(RuleFailureException.class);

      prometheus.advance(MINUTE);

      prometheus.assertThat("b").containsOnly("b 1");
      prometheus.assertThat("c").containsOnly("c 1");
      prometheus.assertThat("count_over_time(c[5m])").hasValue(2);
    }
  }

  @Test
  void aRuleThatFailsMayBeLookedAtInstead() {
    EmbeddedOptions keeping = EmbeddedOptions.DEFAULTS.onRuleFailure(RuleBook.OnFailure.KEEP);
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start(keeping)) {
      prometheus.feed(MINUTE, "a{x=\"1\"} 1x10", "a{x=\"2\"} 1x10");
      prometheus.rules(RuleGroup.named("g").record("b", "a * on () a"));
      prometheus.advance(MINUTE);
      assertThat(prometheus.rules().failures()).singleElement().asString().contains("rule b");
    }
  }

  @Test
  void sixHoursOfScrapesAndRulesPass() {
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start(OPTIONS)) {
      prometheus.rules(errorRules());
      prometheus.rules(
          RuleGroup.named("slow").every(Duration.ofMinutes(5)).record("n", "count(up)"));
      long[] scrapes = new long[1];
      prometheus.scrape(
          "api",
          () -> {
            scrapes[0]++;
            return Exposition.text(
                "requests_total " + scrapes[0] * 10 + "\nerrors_total " + scrapes[0] * 2);
          });

      prometheus.advance(Duration.ofHours(6));

      assertThat(scrapes[0]).isEqualTo(6 * 60 * 4);
      prometheus.assertThat("count_over_time(job:errors:ratio[6h])").hasValue(360);
      prometheus.assertThat("count_over_time(n[6h])").hasValue(72);
      prometheus
          .assertThatAlert("HighErrorRate")
          .isFiring()
          .hasAnnotation("summary", "20% of api in eu")
          .isActiveSince(START.plus(MINUTE));
    }
  }

  @Test
  void evaluatesNowWhateverTheTime() {
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start()) {
      prometheus.feed(MINUTE, "a 1");
      prometheus.rules(RuleGroup.named("g").record("b", "a + 1", Map.of("x", "y")));
      prometheus.evaluateRulesNow();
      prometheus.assertThat("b").containsExactly("b{x=\"y\"} 2");
    }
  }

  private static RuleGroup api() {
    return RuleGroup.named("api");
  }

  private static AlertRule down() {
    return AlertRule.named("Down", "up == 0");
  }

  private static void assertRefused(ThrowingCallable writing, String message) {
    assertThatIllegalArgumentException().isThrownBy(writing).withMessageContaining(message);
  }

  @Test
  void alertsAreCheckedAsThoseOfFilesAre() {
    String place = "group \"api\", rule 1, \"Down\": ";
    assertRefused(
        () -> api().alert(down().label("__name__", "x")), place + "invalid label name: __name__");
    assertRefused(() -> api().alert(down().annotation("", "x")), "invalid annotation name: ");
    assertRefused(
        () -> api().alert(down().annotation("summary", "{{ $value ")),
        place + "annotation \"summary\": ");
    assertRefused(
        () -> api().alert(down().label("team", "{{ nothing }}")), place + "label \"team\": ");
    assertRefused(
        () -> api().alert(down().holdFor(MINUTE.negated())),
        "not a valid duration string: \"PT-1M\"");
    assertRefused(
        () -> api().alert(down().keepFiringFor(MINUTE.negated())), "not a valid duration string");
    assertRefused(
        () -> api().alert(AlertRule.named("", "up")), "one of 'record' or 'alert' must be set");
  }

  @Test
  void recordingRulesAreCheckedAsThoseOfFilesAre() {
    assertRefused(
        () -> api().record("", "up"),
        "group \"api\", rule 1, \"\": one of 'record' or 'alert' must be set");
    assertRefused(() -> api().record("a{b}", "up"), "braces present in the recording rule name");
    assertRefused(
        () -> api().record("a", "up").record("b", "up", Map.of("", "x")),
        "rule 2, \"b\": invalid label name: ");
  }

  @Test
  void groupsHaveNamesOfTheirOwn() {
    assertRefused(() -> RuleGroup.named(""), "Groupname must not be empty");
    assertRefused(() -> api().every(MINUTE.negated()), "not a valid duration string: \"PT-1M\"");
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start()) {
      prometheus.rules(api().record("a", "up"));
      assertRefused(
          () -> prometheus.rules(RuleGroup.named("new"), api()),
          "groupname: \"api\" is repeated in the same file");
      assertThat(prometheus.rules().groups()).hasSize(1);
    }
  }
}
