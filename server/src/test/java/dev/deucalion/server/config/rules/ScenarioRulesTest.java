package dev.deucalion.server.config.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.alert.Alert;
import dev.deucalion.rules.group.EngineRuleQuery;
import dev.deucalion.rules.group.RuleManager;
import dev.deucalion.rules.group.RuleManagerOptions;
import dev.deucalion.rules.group.RuleSurroundings;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.schedule.VirtualScheduler;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The rules that our users' guides show, fed with made-up metrics of a pod in trouble on a virtual
 * clock: each alert fires with its texts filled in, and is resolved when the trouble is over.
 */
class ScenarioRulesTest {
  private static final long STEP_MS = 30_000;
  private static final String URL = "http://localhost:9090";
  private static Path directory = Path.of("");

  private final Tsdb store = Tsdb.inMemory();
  private final VirtualScheduler time = new VirtualScheduler(1_700_000_000_000L);
  private final PromqlEngine engine = new PromqlEngine(EngineOptions.DEFAULTS);
  private final List<Alert> sent = new ArrayList<>();
  private int step;

  @BeforeAll
  static void findFiles() {
    directory = Path.of(System.getProperty("scenarios.dir", ""));
    Assumptions.assumeTrue(Files.isDirectory(directory.resolve("operator")), "no scenarios");
  }

  @Test
  void everyAlertFiresAndIsResolved() throws IOException {
    EngineRuleQuery query = new EngineRuleQuery(engine, store);
    RuleManager rules =
        new RuleManager(
            new RuleSurroundings(
                query,
                store,
                store,
                time,
                System::nanoTime,
                time,
                sent::addAll,
                RuleTemplates.of(query, URL, URI.create(URL))),
            RuleManagerOptions.defaults(URL));
    rules.apply(groups(), Labels.EMPTY);
    while (step < 60) {
      scrape(true);
    }
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
    assertThat(firing.values()).allMatch(alert -> alert.endsAtMs() > time.nowMs());
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
    assertThat(values("job:http_errors_total:rate5m"))
        .isNotEmpty()
        .allSatisfy(rate -> assertThat(rate).isBetween(0.3, 0.4));
    assertThat(values("job:http_latency:p95"))
        .isNotEmpty()
        .allSatisfy(seconds -> assertThat(seconds).isBetween(1.92, 1.93));

    while (step < 120) {
      scrape(false);
    }
    Map<String, Alert> resolved = lastSent();
    assertThat(resolved.remove("DeadMansSwitch"))
        .satisfies(alert -> assertThat(alert.endsAtMs()).isGreaterThan(time.nowMs()));
    assertThat(resolved.values()).allMatch(alert -> alert.endsAtMs() <= time.nowMs());
    rules.close();
    store.close();
  }

  /** What Alertmanagers were last told of each alert, by its name. */
  private static Map<String, String> annotations(Map<String, Alert> alerts, String name) {
    Alert alert = alerts.get(name);
    assertThat(alert).isNotNull();
    return alert.annotations();
  }

  private Map<String, Alert> lastSent() {
    Map<String, Alert> last = new TreeMap<>();
    sent.forEach(alert -> last.put(alert.labels().get("alertname"), alert));
    return last;
  }

  private List<Double> values(String expr) {
    InstantQuery query = new InstantQuery(expr, time.nowMs(), QueryOptions.DEFAULTS);
    QueryValue value = engine.instant(store, query).value();
    assertThat(value).isInstanceOf(QueryValue.Vector.class);
    return ((QueryValue.Vector) value).samples().stream().map(QueryValue.Sample::value).toList();
  }

  private static List<RuleGroupOptions> groups() throws IOException {
    List<RuleGroupOptions> groups = new ArrayList<>();
    int number = 0;
    String custom = Files.readString(directory.resolve("operator/prometheus-rules.yaml"));
    for (String document : custom.split("(?m)^---.*$", -1)) {
      int spec = document.indexOf("\nspec:\n");
      if (document.contains("kind: PrometheusRule") && spec > 0) {
        groups.addAll(read("r" + number++, document.substring(spec + 7).replaceAll("(?m)^  ", "")));
      }
    }
    String config = Files.readString(directory.resolve("pod/prometheus-config.yaml"));
    String rules = config.substring(config.indexOf("  rules.yaml: |\n") + 16);
    groups.addAll(read("pod", rules.replaceAll("(?m)^    ", "")));
    return groups;
  }

  private static List<RuleGroupOptions> read(String file, String text) {
    RuleFileSettings settings =
        new RuleFileSettings(
            ParserOptions.DEFAULTS, RuleTemplates.WITHOUT_QUERIES, NameValidation.UTF8);
    RuleFiles files = new RuleFileReader(file, new RuleDefaults(60_000, 0), settings).read(text);
    assertThat(files.problems()).isEmpty();
    return files.groups();
  }

  /** Half a minute of a pod, in trouble or not. */
  private void scrape(boolean trouble) throws IOException {
    double bad = Math.min(step, 60);
    try (Appender batch = store.appender()) {
      put(
          batch,
          bad,
          "kube_pod_container_status_restarts_total",
          "job",
          "kube-state-metrics",
          "namespace",
          "shop",
          "pod",
          "myapp-1");
      put(
          batch,
          trouble ? 1 : 0,
          "kube_pod_status_phase",
          "phase",
          "Pending",
          "namespace",
          "shop",
          "pod",
          "myapp-1");
      put(
          batch,
          1,
          "kube_pod_owner",
          "owner_kind",
          "ReplicaSet",
          "namespace",
          "shop",
          "pod",
          "myapp-1");
      container(batch, bad * 27, "container_cpu_usage_seconds_total");
      container(batch, trouble ? 95 : 10, "container_memory_working_set_bytes");
      container(batch, 100, "container_spec_memory_limit_bytes");
      put(batch, bad * 10, "http_requests_total", "job", "api", "status", "500");
      put(batch, step * 90, "http_requests_total", "job", "api", "status", "200");
      bucket(batch, (step - bad) * 100, "0.5");
      bucket(batch, step * 100, "2");
      bucket(batch, step * 100, "+Inf");
      batch.commit();
    }
    step++;
    time.run(STEP_MS);
  }

  private void container(Appender batch, double value, String metric) {
    put(batch, value, metric, "container", "c", "namespace", "shop", "pod", "myapp-1");
  }

  private void bucket(Appender batch, double value, String bound) {
    put(batch, value, "http_request_duration_seconds_bucket", "job", "api", "le", bound);
  }

  private void put(Appender batch, double value, String metric, String... labels) {
    List<String> all = new ArrayList<>(List.of(labels));
    all.add("__name__");
    all.add(metric);
    long ref = batch.seriesRef(Labels.of(all.toArray(new String[0])));
    batch.append(ref, time.nowMs(), value);
  }
}
