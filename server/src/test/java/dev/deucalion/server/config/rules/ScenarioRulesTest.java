package dev.deucalion.server.config.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.rules.alert.Alert;
import dev.deucalion.rules.alert.AlertState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The rules that our users' guides show, fed with made-up metrics of a pod in trouble on a virtual
 * clock: each alert fires with its texts filled in, and is resolved when the trouble is over.
 */
class ScenarioRulesTest {
  private final List<Alert> sent = new ArrayList<>();

  @Test
  void everyAlertFiresAndIsResolved() throws IOException {
    Optional<Path> directory = ScenarioRules.directory();
    Assumptions.assumeTrue(directory.isPresent(), "no scenarios");
    try (ScenarioRules scenario =
        ScenarioRules.start(directory.orElseThrow(), (alerts, nowMs) -> sent.addAll(alerts))) {
      scenario.scrapeUntil(6, true);
      assertThat(scenario.alertsThatAre(AlertState.PENDING)).contains("PodNotReady");
      scenario.scrapeUntil(60, true);
      checkFiring(scenario);
      scenario.scrapeUntil(120, false);
      Map<String, Alert> resolved = lastSent();
      assertThat(resolved.remove("DeadMansSwitch"))
          .satisfies(alert -> assertThat(alert.endsAtMs()).isGreaterThan(scenario.nowMs()));
      assertThat(resolved.values()).allMatch(alert -> alert.endsAtMs() <= scenario.nowMs());
    }
  }

  private void checkFiring(ScenarioRules scenario) {
    Map<String, Alert> firing = lastSent();
    assertThat(firing.keySet())
        .containsExactly(
            "ContainerHighCPU",
            "ContainerHighMemory",
            "DeadMansSwitch",
            "HighErrorRate",
            "HighLatency",
            "HighMemoryUsage",
            "PodCrashLooping",
            "PodNotReady",
            "PodRestarting");
    assertThat(firing.values()).allMatch(alert -> alert.endsAtMs() > scenario.nowMs());
    assertThat(annotations(firing, "HighErrorRate"))
        .containsEntry("description", "Error rate is 10%");
    assertThat(annotations(firing, "HighLatency").get("description"))
        .startsWith("P95 latency is 1.92");
    assertThat(annotations(firing, "ContainerHighMemory"))
        .containsEntry("summary", "Container c in pod myapp-1 has high memory usage");
    assertThat(annotations(firing, "HighMemoryUsage"))
        .containsEntry("description", "Memory usage is 95%");
    assertThat(annotations(firing, "PodNotReady"))
        .containsEntry("summary", "Pod shop/myapp-1 is not ready");
    assertThat(scenario.values("job:http_errors_total:rate5m"))
        .isNotEmpty()
        .allSatisfy(rate -> assertThat(rate).isBetween(0.3, 0.4));
    assertThat(scenario.values("job:http_latency:p95"))
        .isNotEmpty()
        .allSatisfy(seconds -> assertThat(seconds).isBetween(1.92, 1.93));
  }

  private static Map<String, String> annotations(Map<String, Alert> alerts, String name) {
    Alert alert = alerts.get(name);
    assertThat(alert).isNotNull();
    return alert.annotations();
  }

  /** What Alertmanagers were last told of each alert, by its name. */
  private Map<String, Alert> lastSent() {
    Map<String, Alert> last = new TreeMap<>();
    sent.forEach(alert -> last.put(alert.labels().get("alertname"), alert));
    return last;
  }
}
