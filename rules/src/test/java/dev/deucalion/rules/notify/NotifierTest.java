package dev.deucalion.rules.notify;

import static dev.deucalion.rules.notify.TestNotifiers.PATIENT;
import static dev.deucalion.rules.notify.TestNotifiers.alert;
import static dev.deucalion.rules.notify.TestNotifiers.alerts;
import static dev.deucalion.rules.notify.TestNotifiers.names;
import static dev.deucalion.rules.notify.TestNotifiers.notifier;
import static dev.deucalion.rules.notify.TestNotifiers.stats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.relabel.RelabelAction;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.rules.notify.FakeAlertmanager.Health;
import dev.deucalion.scrape.options.StaticGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotifierTest {
  private static void awaitNames(FakeAlertmanager fake, String... names) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(() -> assertThat(fake.names()).containsExactly(names));
  }

  private static RelabelRule dropping(String label, String regex) {
    return RelabelRule.builder()
        .action(RelabelAction.DROP)
        .sourceLabels(List.of(label))
        .regex(regex)
        .build();
  }

  private static AlertingOptions alerting(AlertmanagerOptions... alertmanagers) {
    return new AlertingOptions(List.of(), List.of(alertmanagers));
  }

  @Test
  void sendsWhatTheApiTakes() throws IOException {
    try (FakeAlertmanager fake = new FakeAlertmanager(Health.GOOD);
        Notifier notifier = notifier(PATIENT, fake.options().withPathPrefix("/am//./x/../"))) {
      notifier.send(List.of(alert("Down", "job", "ä\n")));
      awaitNames(fake, "Down");
      assertThat(fake.lastRequest())
          .isEqualTo(
              "POST /am/api/v2/alerts application/json "
                  + "[{\"annotations\":{\"summary\":\"\\\"Down\\\" fires\"},"
                  + "\"endsAt\":\"2023-11-14T22:17:20.500Z\","
                  + "\"startsAt\":\"2023-11-14T22:13:20.000Z\","
                  + "\"generatorURL\":\"http://here/graph?g0.expr=up&g0.tab=1\","
                  + "\"labels\":{\"alertname\":\"Down\",\"job\":\"ä\\n\"}}]");
    }
  }

  @Test
  void externalLabelsAndRelabeling() throws IOException {
    try (FakeAlertmanager all = new FakeAlertmanager(Health.GOOD);
        FakeAlertmanager some = new FakeAlertmanager(Health.GOOD);
        Notifier notifier = notifier(PATIENT)) {
      notifier.apply(
          Labels.of("region", "eu", "team", "ours"),
          new AlertingOptions(
              List.of(dropping("alertname", "never")),
              List.of(
                  all.options(),
                  some.options().withRelabeling(List.of(), List.of(dropping("team", "ours"))))));
      notifier.send(List.of(alert("never"), alert("a"), alert("b", "team", "theirs")));
      awaitNames(all, "a", "b");
      awaitNames(some, "b");
      assertThat(all.lastRequest())
          .contains("\"labels\":{\"alertname\":\"a\",\"region\":\"eu\",\"team\":\"ours\"}")
          .contains("\"labels\":{\"alertname\":\"b\",\"region\":\"eu\",\"team\":\"theirs\"}");
    }
  }

  @Test
  void alertmanagersAreRelabeled() {
    StaticGroup found =
        new StaticGroup(
            List.of("a:1", "b:2", "a:1", "c:3", "not/good"), Labels.of("__scheme__", "https"), "0");
    AlertmanagerOptions options =
        AlertmanagerOptions.of(found)
            .withRelabeling(
                List.of(
                    dropping("__address__", "b:.*"),
                    RelabelRule.builder()
                        .sourceLabels(List.of("__address__"))
                        .regex("c:3")
                        .targetLabel("__alerts_path__")
                        .replacement("/other path")
                        .build()),
                List.of());
    try (Notifier notifier = notifier(PATIENT, options)) {
      assertThat(notifier.alertmanagers())
          .isEqualTo(
              new Alertmanagers(
                  List.of("https://a:1/api/v2/alerts", "https://c:3/other%20path"),
                  List.of("https://b:2/api/v2/alerts")));
    }
  }

  @Test
  void oneAlertmanagerInTwoEntriesIsCountedOnce() throws IOException {
    try (FakeAlertmanager fake = new FakeAlertmanager(Health.GOOD);
        Notifier notifier = notifier(PATIENT, fake.options(), fake.options())) {
      notifier.send(alerts(0, 1));
      awaitNames(fake, "a0", "a0");
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> stats(notifier).sent() == 2);
      assertThat(notifier.stats()).hasSize(1);
    }
  }

  @Test
  void aReloadKeepsWhatDidNotChange() throws IOException {
    try (FakeAlertmanager first = new FakeAlertmanager(Health.FAILING);
        FakeAlertmanager second = new FakeAlertmanager(Health.GOOD);
        Notifier notifier = notifier(PATIENT, first.options(), second.options())) {
      notifier.send(alerts(0, 3));
      awaitNames(second, "a0", "a1", "a2");
      awaitFailure(notifier, 3);
      // Under another name, with the same options: nothing happens to its queue.
      notifier.apply(Labels.EMPTY, alerting(first.options()));
      assertThat(notifier.alertmanagers().active()).containsExactly(first.url());
      assertThat(stats(notifier).waiting()).isEqualTo(3);
      assertThat(first.requests()).isEqualTo(1);
      notifier.apply(Labels.EMPTY, alerting(second.options(), first.options()));
      assertThat(notifier.stats().get(1).waiting()).isEqualTo(3);
      assertThat(first.requests()).isEqualTo(1);
      assertThat(notifier.stats().getFirst().sent()).isZero();
    }
  }

  @Test
  void whatIsKnownGoesOnWhereEntriesChangePlaces() throws IOException {
    try (FakeAlertmanager fake = new FakeAlertmanager(Health.GOOD);
        Notifier notifier = notifier(PATIENT, fake.options())) {
      AlertmanagerOptions a = fake.options();
      AlertmanagerOptions b = a.withPathPrefix("/b");
      AlertmanagerOptions c = a.withPathPrefix("/c");
      notifier.apply(Labels.EMPTY, alerting(b, a));
      assertThat(notifier.alertmanagers().active()).containsExactly(fake.url("/b"), fake.url());
      notifier.apply(Labels.EMPTY, alerting(a, c));
      assertThat(notifier.alertmanagers().active()).containsExactly(fake.url(), fake.url("/c"));
    }
  }

  @Test
  void aQueueOfOneThatIsGoneIsNotTakenForThatOfAnother() throws IOException {
    try (FakeAlertmanager fake = new FakeAlertmanager(Health.FAILING);
        Notifier notifier =
            notifier(PATIENT, fake.options().withTimeoutMs(5_000), fake.options())) {
      notifier.send(alerts(0, 1));
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> stats(notifier).errors() == 2 && stats(notifier).waiting() == 2);
      fake.become(Health.GOOD);
      notifier.apply(Labels.EMPTY, alerting(fake.options()));
      awaitNames(fake, "a0");
      assertThat(stats(notifier).waiting()).isEqualTo(1);
    }
  }

  @Test
  void aQueueGoesOverToOtherOptions() throws IOException {
    try (FakeAlertmanager fake = new FakeAlertmanager(Health.FAILING);
        Notifier notifier = notifier(PATIENT, fake.options())) {
      notifier.send(alerts(0, 3));
      awaitFailure(notifier, 3);
      fake.become(Health.GOOD);
      notifier.apply(Labels.EMPTY, alerting(fake.options().withTimeoutMs(5_000)));
      awaitNames(fake, "a0", "a1", "a2");
      notifier.send(alerts(3, 4));
      awaitNames(fake, names(0, 4).toArray(String[]::new));
      assertThat(stats(notifier).errors()).isEqualTo(3);
    }
  }

  @Test
  void whatWaitsForOneThatIsGoneIsSent() throws IOException {
    try (FakeAlertmanager fake = new FakeAlertmanager(Health.FAILING);
        Notifier notifier = notifier(PATIENT, fake.options())) {
      notifier.send(alerts(0, 2));
      awaitFailure(notifier, 2);
      fake.become(Health.GOOD);
      notifier.apply(Labels.EMPTY, AlertingOptions.NONE);
      assertThat(notifier.alertmanagers()).isEqualTo(Alertmanagers.NONE);
      awaitNames(fake, "a0", "a1");
      notifier.send(alerts(2, 3));
    }
  }

  private static void awaitFailure(Notifier notifier, int waiting) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> stats(notifier).errors() > 0 && stats(notifier).waiting() == waiting);
  }
}
