package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names and values without a place to break, longer than any line, leave pages within the window.
 */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongNamesTest {
  /** As the operator of Kubernetes names jobs. */
  private static final String JOB =
      "serviceMonitor/monitoring/kube-prometheus-stack-kube-controller-manager/0";

  private static final String VALUE = "x".repeat(300);

  private static final String SCRAPED =
      """
        - job_name: %s
          static_configs:
            - targets: ["127.0.0.1:1"]
              labels: {%s: %s}
          relabel_configs:
            - {source_labels: [__address__], target_label: copied, regex: "(%s)?.*", replacement: %s}
      """
          .formatted(JOB, "label_" + "n".repeat(100), VALUE, VALUE, VALUE);

  private static final String RULES =
      """
      groups:
        - name: group-%1$s
          rules:
            - alert: Alert%1$s
              expr: up{copied="%1$s"} == 0
              labels: {severity: "%1$s"}
              annotations: {summary: "%1$s", runbook: "https://runbooks.example/%1$s"}
            - {alert: Fails%1$s, expr: 'up + on() group_left() {job=~".+",label!="%1$s"}'}
      """
          .formatted(VALUE);

  /** Pages, and a text that is there when one has its data. */
  private static final Map<String, String> PAGES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("/alerts", "Alert" + VALUE),
              Map.entry("/targets", "connection refused"),
              Map.entry("/rules", "many-to-many"),
              Map.entry("/service-discovery?search=xxx", VALUE),
              Map.entry("/tsdb-status?limit=1000", "copied=" + VALUE),
              Map.entry("/flags", "--config.file"),
              Map.entry("/query?g0.expr=up{copied=\"" + VALUE + "\"}", "copied=\""),
              Map.entry(
                  "/query?g0.tab=graph&g0.range_input=1m&g0.expr=up{copied=\"" + VALUE + "\"}",
                  "copied=\""),
              Map.entry("/query?g0.tab=explain&g0.expr=up{copied=\"" + VALUE + "\"}", "Labels")));

  private UiServer server;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    browser = new Browser(directory);
    server = UiServer.startWith(SCRAPED, directory);
    Files.writeString(directory.resolve("rules.yml"), RULES);
    try (Tab once = browser.tab(server.base())) {
      once.open("/config");
      assertThat(once.reloadConfiguration()).isEqualTo(200);
    }
  }

  @AfterAll
  void stop() {
    browser.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void pagesFitTheWindow(int width) {
    List<String> wide = new ArrayList<>();
    try (Tab tab = browser.tab(server.base())) {
      tab.size(width, 900);
      PAGES.forEach((page, text) -> {
        tab.open(page.replace("{", "%7B").replace("\"", "%22").replace("}", "%7D"));
        tab.waitForText(text);
        tab.evaluate("document.querySelectorAll('main details').forEach(e => { e.open = true; })");
        tab.waitFor(
            "[...document.querySelectorAll('details.section')]"
                + ".every(e => e.querySelector('.section-body') !== null)");
        tab.evaluate("document.querySelectorAll('.target-state button').forEach(e => e.click())");
        if (tab.number("document.scrollingElement.scrollWidth") > width) {
          wide.add(page.substring(0, Math.min(40, page.length())));
        }
        tab.screenshot(
            "long-names-" + width + page.replaceAll("[^a-z]+", "-").replaceAll("x{9,}", ""));
      });
      assertThat(tab.faults()).isEmpty();
    }
    assertThat(wide).isEmpty();
  }
}
