package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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

/** No page has a finding of axe-core, in either theme, nor is one wider than a phone. */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityTest {
  /** Pages, and a text that is there when one has its data. */
  private static final Map<String, String> PAGES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("/alerts", "TargetDown"),
              Map.entry("/targets", "connection refused"),
              Map.entry("/rules", "many-to-many"),
              Map.entry("/service-discovery?pool=itself", "dropped by relabeling"),
              Map.entry("/alertmanager-discovery", "nobody hears"),
              Map.entry("/tsdb-status", "Jobs with the most series"),
              Map.entry("/status", "Retention"),
              Map.entry("/flags", "--config.file"),
              Map.entry("/config", "scrape_interval"),
              Map.entry("/query?g0.expr=up&g0.tab=table", "job=\"gone\""),
              Map.entry("/query?g0.expr=up&g0.tab=graph&g0.range_input=1m", "Load time"),
              Map.entry("/query?g0.expr=up%2Bup&g0.tab=explain", "on one thread")));

  private final Accessibility axe = new Accessibility();
  private UiServer server;
  private Browser browser;

  AccessibilityTest() throws IOException {}

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    browser = new Browser(directory);
    server = UiServer.start(directory);
  }

  @AfterAll
  void stop() {
    browser.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void pagesHaveNoFindings(String theme) {
    Map<String, List<String>> findings = new TreeMap<>();
    try (Tab tab = browser.tab(server.base())) {
      tab.prefer(theme);
      PAGES.forEach((page, text) -> {
        tab.open(page);
        tab.waitForText(text);
        tab.screenshot(theme + fileName(page));
        List<String> found = axe.findings(tab);
        if (!found.isEmpty()) {
          findings.put(page, found);
        }
      });
    }
    assertThat(findings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void pagesFitTheWindow(int width) {
    try (Tab tab = browser.tab(server.base())) {
      tab.size(width, 800);
      PAGES.forEach((page, text) -> {
        tab.open(page);
        tab.waitForText(text);
        assertThat(tab.number("document.documentElement.scrollWidth"))
            .as(page)
            .isLessThanOrEqualTo(width);
        tab.screenshot("width-" + width + fileName(page));
      });
    }
  }

  private static String fileName(String page) {
    return page.replaceAll("[^a-z]+", "-");
  }
}
