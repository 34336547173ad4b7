package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What opens over a page has no finding of axe-core either, in both themes, and lies within the
 * window: menus, dialogs, completions and tips.
 */
class OpenPartsTest extends PagesInBrowser {
  private final Accessibility axe = new Accessibility();
  private final Map<String, List<String>> findings = new TreeMap<>();
  private String theme = "";

  OpenPartsTest() throws IOException {}

  /** A configuration that cannot be loaded is told at the bell. */
  @Override
  UiServer start(Path directory) throws IOException {
    UiServer started = UiServer.start(directory);
    Path config = directory.resolve("prometheus.yml");
    Files.writeString(config, Files.readString(config) + "nonsense: 1\n");
    try (Tab once = browser.tab(started.base())) {
      once.open("/config");
      once.clickText("Load again");
      once.waitForText("Not loaded");
    }
    return started;
  }

  /** Waits for what has opened, keeps a picture of it and looks for findings. */
  private void check(String what, String opened) {
    tab.waitFor("document.querySelector(" + DevTools.quoted(opened) + ") !== null");
    tab.screenshot("open-" + what + "-" + theme);
    List<String> found = new ArrayList<>(axe.findings(tab));
    if (tab.number("document.scrollingElement.scrollWidth - innerWidth") > 0) {
      found.add("the page is wider than the window");
    }
    if (!found.isEmpty()) {
      findings.put(what, found);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void whatOpensHasNoFindings(String preferred) {
    theme = preferred;
    findings.clear();
    tab.prefer(theme);
    inTheEditor();
    overThePage();
    ofAnAnswer();
    assertThat(findings).isEmpty();
  }

  @Test
  void theMenuOfAQueryFitsAPhone() {
    tab.size(360, 800);
    tab.open("/query?g0.expr=up");
    tab.clickText("More for this query");
    String box = "document.querySelector('.query-panel .menu-box')";
    tab.waitFor(box + " !== null");
    assertThat(tab.number("document.scrollingElement.scrollWidth")).isLessThanOrEqualTo(360);
    assertThat(tab.number("Math.floor(" + box + ".getBoundingClientRect().left)")).isNotNegative();
  }

  private void inTheEditor() {
    tab.open("/query");
    tab.click(".cm-content");
    tab.type("histogram_quant");
    check("completion", ".cm-tooltip-autocomplete li[aria-selected]");
    check("completion-help", ".cm-completionInfo");
    tab.press(Key.ESCAPE);
    tab.type(" bz");
    tab.press(Key.ESCAPE);
    tab.hover(".cm-lintRange-error");
    check("error", ".cm-tooltip-lint");
  }

  private void overThePage() {
    tab.open("/query?g0.expr=up");
    tab.clickText("More for this query");
    check("query-menu", ".query-panel .menu-box");
    tab.clickText("Explore metrics");
    check("explorer", ".explorer tbody tr");
    tab.click(".explorer input");
    tab.type("up");
    tab.clickText("up");
    check("label-explorer", ".explorer details");
    tab.evaluate("document.querySelector('.explorer summary').click()");
    check("label-values", ".explorer-values button");
    tab.press(Key.ESCAPE);
    tab.clickText("Running queries");
    tab.waitForText("No query is running");
    check("running", "main");
    tab.clickText("Settings");
    check("settings", ".settings");
    tab.press(Key.ESCAPE);
    tab.clickText("Status");
    check("status-menu", "nav .menu-box");
    tab.press(Key.ESCAPE);
    tab.clickText("1 notification");
    check("notification", ".notification-list");
    tab.press(Key.ESCAPE);
    tab.open("/flags");
    tab.type("?");
    check("keys", "dialog[open] .keys");
  }

  private void ofAnAnswer() {
    tab.open("/query?" + LINE_OF_A_MINUTE);
    tab.waitFor("document.querySelector('.legend-row') !== null");
    String edge = "Math.round(document.querySelector('.chart').getBoundingClientRect().%s)";
    tab.hover(tab.number(edge.formatted("right")) - 20, tab.number(edge.formatted("top")) + 40);
    check("tip", ".chart-tip");
    tab.open("/query?g0.expr=up&g0.tab=explain");
    tab.waitFor("document.querySelector('.part-row') !== null");
    tab.click(".part-row");
    check("explained-part", ".part-details table");
    tab.open("/targets");
    tab.waitForText("connection refused");
    tab.evaluate("document.querySelectorAll('.target-state button').forEach(e => e.click())");
    check("target-details", ".target-details");
  }
}
