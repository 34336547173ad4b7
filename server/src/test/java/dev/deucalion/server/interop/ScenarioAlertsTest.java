package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Waiting;
import dev.deucalion.rules.alert.Alert;
import dev.deucalion.rules.alert.AlertState;
import dev.deucalion.rules.notify.AlertingOptions;
import dev.deucalion.rules.notify.AlertmanagerOptions;
import dev.deucalion.rules.notify.Notifier;
import dev.deucalion.rules.notify.NotifierOptions;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryMechanisms;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.StaticGroup;
import dev.deucalion.server.config.rules.ScenarioRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules that our users' guides show reach Debian's Alertmanager: hours of them pass at once on
 * a virtual clock, and the times of alerts are shifted to those of the Alertmanager's clock.
 */
@Tag("interop")
class ScenarioAlertsTest {
  private static final Pattern NAME = Pattern.compile("\"alertname\":\"([^\"]*)\"");

  @TempDir private Path directory;

  private static Notifier notifier(Peer alertmanager) {
    Notifier notifier =
        new Notifier(
            NotifierOptions.DEFAULTS,
            DiscoveryMechanisms.installed(),
            DiscoveryContext.of(
                Clock.SYSTEM,
                Waiting.SYSTEM,
                new HttpResources(1 << 20, "test", Map.of(), Resolver.SYSTEM)),
            System::nanoTime);
    StaticGroup target = new StaticGroup(List.of(alertmanager.address()), Labels.EMPTY, "0");
    notifier.apply(
        Labels.EMPTY, new AlertingOptions(List.of(), List.of(AlertmanagerOptions.of(target))));
    return notifier;
  }

  private static Alert shifted(Alert alert, long ms) {
    return new Alert(
        alert.labels(),
        alert.annotations(),
        alert.startsAtMs() + ms,
        alert.endsAtMs() + ms,
        alert.generatorUrl());
  }

  private static String alerts(Peer alertmanager) {
    return alertmanager.api().get("/api/v2/alerts?active=true");
  }

  private static void awaitNames(Peer alertmanager, Set<String> names) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> {
          Set<String> found = new TreeSet<>();
          NAME.matcher(alerts(alertmanager)).results().forEach(name -> found.add(name.group(1)));
          assertThat(found).isEqualTo(names);
        });
  }

  @Test
  void alertsGoPendingFireAndResolve() throws IOException {
    Optional<Path> files = ScenarioRules.directory();
    Assumptions.assumeTrue(files.isPresent(), "no scenarios");
    try (Peer alertmanager = Peers.alertmanager(directory);
        Notifier notifier = notifier(alertmanager)) {
      try (ScenarioRules scenario =
          ScenarioRules.start(
              files.orElseThrow(),
              (alerts, nowMs) -> {
                long ahead = Clock.SYSTEM.nowMs() - nowMs;
                notifier.send(alerts.stream().map(alert -> shifted(alert, ahead)).toList());
              })) {
        scenario.scrapeUntil(6, true);
        assertThat(scenario.alertsThatAre(AlertState.PENDING))
            .contains("PodNotReady", "HighErrorRate", "HighLatency");
        awaitNames(alertmanager, scenario.alertsThatAre(AlertState.FIRING));
        scenario.scrapeUntil(60, true);
        awaitNames(
            alertmanager,
            Set.of(
                "ContainerHighCPU",
                "ContainerHighMemory",
                "DeadMansSwitch",
                "HighErrorRate",
                "HighLatency",
                "HighMemoryUsage",
                "PodCrashLooping",
                "PodNotReady",
                "PodRestarting"));
        assertThat(alerts(alertmanager))
            .contains(
                "Error rate is 10%",
                "P95 latency is 1.92",
                "Container c in pod myapp-1 has high memory usage",
                "Memory usage is 95%",
                "Pod shop/myapp-1 is not ready");
        scenario.scrapeUntil(120, false);
        awaitNames(alertmanager, Set.of("DeadMansSwitch"));
      }
    }
  }
}
