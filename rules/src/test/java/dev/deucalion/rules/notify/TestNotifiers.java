package dev.deucalion.rules.notify;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Waiting;
import dev.deucalion.rules.alert.Alert;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryMechanisms;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Makes notifiers and alerts. */
final class TestNotifiers {
  /** Tries again soon. */
  static final NotifierOptions IMPATIENT = NotifierOptions.DEFAULTS.withPauses(2, 10);

  /** Does not try again during the test. */
  static final NotifierOptions PATIENT = NotifierOptions.DEFAULTS.withPauses(3_600_000, 3_600_000);

  private static final long NOON_MS = 1_700_000_000_000L;

  private TestNotifiers() {}

  static Notifier notifier(NotifierOptions options) {
    HttpResources http = new HttpResources(1 << 20, "test", Map.of(), Resolver.SYSTEM);
    return new Notifier(
        options,
        DiscoveryMechanisms.installed(),
        DiscoveryContext.of(Clock.SYSTEM, Waiting.SYSTEM, http),
        System::nanoTime);
  }

  /** One that tells these. */
  static Notifier notifier(NotifierOptions options, AlertmanagerOptions... alertmanagers) {
    Notifier notifier = notifier(options);
    notifier.apply(Labels.EMPTY, new AlertingOptions(List.of(), List.of(alertmanagers)));
    return notifier;
  }

  static Alert alert(String name, String... moreLabels) {
    Labels labels = Labels.of(moreLabels).toBuilder().set("alertname", name).build();
    return new Alert(
        labels,
        new TreeMap<>(Map.of("summary", "\"" + name + "\" fires")),
        NOON_MS,
        NOON_MS + 240_500,
        "http://here/graph?g0.expr=up&g0.tab=1");
  }

  /** Names of alerts from one number up to another, exclusive. */
  static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "a" + i).toList();
  }

  static List<Alert> alerts(int from, int to) {
    return names(from, to).stream().map(TestNotifiers::alert).toList();
  }

  /** The counts of the only Alertmanager. */
  static AlertmanagerStats stats(Notifier notifier) {
    return notifier.stats().getFirst();
  }
}
