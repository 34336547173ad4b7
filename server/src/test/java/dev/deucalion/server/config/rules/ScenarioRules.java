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
import dev.deucalion.rules.alert.AlertState;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjLongConsumer;

/**
 * The rules that our users' guides show over made-up metrics of a pod, on a virtual clock. One
 * thread.
 */
public final class ScenarioRules implements AutoCloseable {
  private static final long STEP_MS = 30_000;
  private static final String URL = "http://localhost:9090";

  private final Tsdb store = Tsdb.inMemory();
  private final VirtualScheduler time = new VirtualScheduler(1_700_000_000_000L);
  private final PromqlEngine engine = new PromqlEngine(EngineOptions.DEFAULTS);
  private final RuleManager rules;
  private int step;

  private ScenarioRules(Path directory, ObjLongConsumer<List<Alert>> alerts) throws IOException {
    EngineRuleQuery query = new EngineRuleQuery(engine, store);
    rules =
        new RuleManager(
            new RuleSurroundings(
                query,
                store,
                store,
                time,
                System::nanoTime,
                time,
                sent -> alerts.accept(sent, time.nowMs()),
                RuleTemplates.of(query, URL, URI.create(URL))),
            RuleManagerOptions.defaults(URL));
    rules.apply(groups(directory), Labels.EMPTY);
  }

  /** Where the guides' files are, if they are there. */
  public static Optional<Path> directory() {
    Path directory = Path.of(System.getProperty("scenarios.dir", ""));
    return Files.isDirectory(directory.resolve("operator"))
        ? Optional.of(directory)
        : Optional.empty();
  }

  /**
   * Starts all rules of the guides' files.
   *
   * @param alerts told what Alertmanagers are, and the time at which they are
   */
  public static ScenarioRules start(Path directory, ObjLongConsumer<List<Alert>> alerts)
      throws IOException {
    return new ScenarioRules(directory, alerts);
  }

  public long nowMs() {
    return time.nowMs();
  }

  /** Names of the alerts that are in a state. */
  public Set<String> alertsThatAre(AlertState state) {
    Set<String> names = new TreeSet<>();
    rules.groups().stream()
        .flatMap(group -> group.rules().stream())
        .flatMap(rule -> rule.alerts().all().stream())
        .filter(alert -> alert.state() == state)
        .forEach(alert -> names.add(alert.labels().get("alertname")));
    return names;
  }

  /** Values of an expression now. */
  List<Double> values(String expr) {
    InstantQuery query = new InstantQuery(expr, time.nowMs(), QueryOptions.DEFAULTS);
    QueryValue value = engine.instant(store, query).value();
    assertThat(value).isInstanceOf(QueryValue.Vector.class);
    return ((QueryValue.Vector) value).samples().stream().map(QueryValue.Sample::value).toList();
  }

  private static List<RuleGroupOptions> groups(Path directory) throws IOException {
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

  /** Half minutes of a pod, in trouble or not, up to a number of them from the start. */
  public void scrapeUntil(int steps, boolean trouble) throws IOException {
    while (step < steps) {
      scrape(trouble);
    }
  }

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

  @Override
  public void close() throws IOException {
    rules.close();
    store.close();
  }
}
