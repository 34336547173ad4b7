package dev.deucalion.rules.notify;

import static dev.deucalion.rules.notify.TestNotifiers.IMPATIENT;
import static dev.deucalion.rules.notify.TestNotifiers.PATIENT;
import static dev.deucalion.rules.notify.TestNotifiers.alerts;
import static dev.deucalion.rules.notify.TestNotifiers.names;
import static dev.deucalion.rules.notify.TestNotifiers.notifier;
import static dev.deucalion.rules.notify.TestNotifiers.stats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.alert.Alert;
import dev.deucalion.rules.notify.FakeAlertmanager.Health;
import dev.deucalion.rules.notify.NotifierOptions.AtEnd;
import dev.deucalion.scrape.options.StaticGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Alertmanagers that are down, slow, at fault or killed. */
class OutageTest {
  private static final long SHORT_TIMEOUT_MS = 100;

  private static ConditionFactory awaiting() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5));
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILING", "HANGING_UP", "SILENT"})
  void whatTheQueueCanHoldOutlivesAnOutage(Health outage) throws IOException {
    try (FakeAlertmanager fake = new FakeAlertmanager(outage);
        Notifier notifier = notifier(IMPATIENT, fake.options().withTimeoutMs(SHORT_TIMEOUT_MS))) {
      notifier.send(alerts(0, 300));
      awaiting().until(() -> stats(notifier).errors() >= 2 * 256);
      notifier.send(alerts(300, 600));
      assertThat(stats(notifier).sent()).isZero();
      fake.become(Health.GOOD);
      // A busy machine may let a request end without its answer, which then comes twice.
      awaiting().until(() -> stats(notifier).sent() == 600);
      assertThat(fake.names().stream().distinct()).containsExactlyElementsOf(names(0, 600));
      assertThat(fake.batches()).allSatisfy(batch -> assertThat(batch).hasSizeBetween(1, 256));
      assertThat(stats(notifier).dropped()).isZero();
      assertThat(stats(notifier).latencySeconds().count()).isPositive();
    }
  }

  @Test
  void nobodyListens() throws IOException {
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String address = "127.0.0.1:" + taken.getLocalPort();
      try (Notifier notifier =
          notifier(
              IMPATIENT,
              AlertmanagerOptions.of(new StaticGroup(List.of(address), Labels.EMPTY, "0")))) {
        notifier.send(alerts(0, 3));
        awaiting().until(() -> stats(notifier).errors() >= 6);
        assertThat(stats(notifier).dropped()).isZero();
        assertThat(stats(notifier).sent()).isZero();
      }
    }
  }

  @Test
  void wantOfMemoryDoesNotEndSending() throws IOException {
    try (FakeAlertmanager fake = new FakeAlertmanager(Health.GOOD);
        Notifier notifier = notifier(IMPATIENT, fake.options())) {
      Alert large = alerts(0, 1).getFirst();
      AtomicInteger tries = new AtomicInteger();
      SortedMap<String, String> texts =
          new TreeMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public Set<Map.Entry<String, String>> entrySet() {
              if (tries.incrementAndGet() <= 2) {
                throw new OutOfMemoryError("on purpose");
              }
              return super.entrySet();
            }
          };
      notifier.send(List.of(new Alert(large.labels(), texts, 0, 0, "")));
      awaiting().until(() -> stats(notifier).sent() == 1);
      assertThat(fake.names()).isEqualTo(names(0, 1));
      assertThat(stats(notifier).errors()).isEqualTo(2);
      assertThat(stats(notifier).dropped()).isZero();
    }
  }

  @Test
  void theOldestGoWhenThereIsNoRoomAndAreCounted() throws IOException {
    try (FakeAlertmanager fake = new FakeAlertmanager(Health.FAILING);
        Notifier notifier = notifier(IMPATIENT.withQueue(10, 4), fake.options())) {
      notifier.send(alerts(0, 5));
      notifier.send(alerts(5, 30));
      awaiting().until(() -> stats(notifier).dropped() == 20);
      fake.become(Health.GOOD);
      awaiting().until(() -> stats(notifier).sent() == 10);
      assertThat(fake.names()).isEqualTo(names(20, 30));
      assertThat(stats(notifier).waiting()).isZero();
    }
  }

  @Test
  void rulesDoNotWaitForAnAlertmanagerThatIsSilent() throws IOException {
    try (FakeAlertmanager silent = new FakeAlertmanager(Health.SILENT);
        FakeAlertmanager good = new FakeAlertmanager(Health.GOOD);
        Notifier notifier =
            notifier(
                PATIENT.withAtEnd(AtEnd.DROP),
                silent.options().withTimeoutMs(3_600_000),
                good.options())) {
      notifier.send(alerts(0, 1));
      awaiting().until(() -> silent.requests() == 1);
      for (int i = 1; i < 100; i++) {
        notifier.send(alerts(i, i + 1));
      }
      awaiting().until(() -> good.names().size() == 100);
      assertThat(good.names()).isEqualTo(names(0, 100));
      assertThat(silent.requests()).isEqualTo(1);
      assertThat(stats(notifier).waiting()).isEqualTo(99);
    }
  }

  @Test
  void whatIsRefusedIsNotSentAgain() throws IOException {
    try (FakeAlertmanager fake = new FakeAlertmanager(Health.REFUSING);
        Notifier notifier = notifier(PATIENT, fake.options())) {
      notifier.send(alerts(0, 3));
      awaiting().until(() -> stats(notifier).dropped() == 3);
      fake.become(Health.GOOD);
      notifier.send(alerts(3, 5));
      awaiting().until(() -> stats(notifier).sent() == 2);
      assertThat(fake.names()).isEqualTo(names(3, 5));
      assertThat(stats(notifier).errors()).isEqualTo(3);
    }
  }

  @Test
  void whatWaitsIsSentAtTheEnd() throws IOException {
    try (FakeAlertmanager fake = new FakeAlertmanager(Health.FAILING)) {
      try (Notifier notifier = notifier(PATIENT, fake.options())) {
        notifier.send(alerts(0, 600));
        awaiting().until(() -> stats(notifier).errors() > 0 && stats(notifier).waiting() == 600);
        fake.become(Health.GOOD);
      }
      assertThat(fake.names()).isEqualTo(names(0, 600));
    }
  }

  @Test
  void orDropped() throws IOException {
    try (FakeAlertmanager fake = new FakeAlertmanager(Health.FAILING)) {
      try (Notifier notifier = notifier(PATIENT.withAtEnd(AtEnd.DROP), fake.options())) {
        notifier.send(alerts(0, 5));
        awaiting().until(() -> stats(notifier).errors() > 0 && stats(notifier).waiting() == 5);
        fake.become(Health.GOOD);
      }
      assertThat(fake.names()).isEmpty();
    }
  }

  @Test
  void theEndDoesNotWaitForOneThatStaysDown() throws IOException {
    try (FakeAlertmanager fake = new FakeAlertmanager(Health.FAILING)) {
      Notifier notifier = notifier(PATIENT, fake.options());
      notifier.send(alerts(0, 600));
      awaiting().until(() -> stats(notifier).errors() > 0 && stats(notifier).waiting() == 600);
      notifier.close();
      assertThat(fake.requests()).isLessThanOrEqualTo(2);
      notifier.send(alerts(0, 1));
      assertThat(notifier.stats()).isEmpty();
    }
  }
}
