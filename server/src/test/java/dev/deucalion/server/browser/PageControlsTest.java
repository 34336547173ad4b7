package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What can be switched, chosen and turned on the pages beside that of queries. */
class PageControlsTest extends PagesInBrowser {
  private static final String ALERTMANAGERS =
      """
      alerting:
        alertmanagers:
          - static_configs: [{targets: ["127.0.0.1:1", "127.0.0.1:2"]}]
            relabel_configs: [{source_labels: [__address__], regex: ".*:2", action: drop}]
      """;

  private static final int GROUPS = 25;

  @Override
  UiServer start(Path directory) throws IOException {
    Path consoles = Files.createDirectories(directory.resolve("consoles"));
    Files.writeString(consoles.resolve("index.html"), "<h1>Of our own</h1>");
    UiServer started =
        UiServer.startWith(ALERTMANAGERS, directory, "--web.console.templates=" + consoles);
    Path rules = directory.resolve("rules.yml");
    StringBuilder more = new StringBuilder(Files.readString(rules));
    for (int i = 1; i <= GROUPS; i++) {
      more.append(
          "  - {name: group-%02d, rules: [{alert: Never%d, expr: up > 9}]}\n".formatted(i, i));
    }
    Files.writeString(rules, more);
    try (Tab once = browser.tab(started.base())) {
      once.open("/config");
      assertThat(once.reloadConfiguration()).isEqualTo(200);
    }
    return started;
  }

  @Test
  void annotationsOfAlertsAreShownOrNot() {
    String annotation = "/[0-9] is down/.test(document.querySelector('main').innerText)";
    tab.open("/alerts?state=firing");
    tab.waitFor(annotation);
    tab.click(".switch input");
    tab.waitFor("!" + annotation);
    assertThat(tab.text("main")).contains("{{ $labels.instance }} is down");
    tab.reload();
    tab.waitForText("TargetDown");
    assertThat(tab.evaluate(annotation).toString()).isEqualTo("false");
    tab.click(".switch input");
    tab.waitFor(annotation);
    tab.evaluate("localStorage.clear()");
  }

  @Test
  void longListsHavePages() {
    for (String page : new String[] {"/rules", "/alerts"}) {
      tab.open(page);
      tab.waitForText("Page 1 of 2");
      assertThat(tab.text("main")).contains("group-01").doesNotContain("group-" + GROUPS);
      tab.clickText("Next");
      tab.waitForLocation(page + "?page=2");
      tab.waitForText("group-" + GROUPS);
      tab.clickText("Previous");
      tab.waitForLocation(page);
      tab.waitForText("Page 1 of 2");
    }
  }

  @Test
  void aJobIsChosenAndShowsItsConfiguration() {
    tab.open("/targets");
    tab.waitForText("1 of 1 up");
    tab.choose("select", "gone");
    tab.waitForLocation("/targets?pool=gone");
    tab.waitFor("document.querySelectorAll('main details').length === 1");
    tab.clickText("Configuration in force");
    tab.waitForText("job_name: gone");
    assertThat(tab.text("pre")).contains("honor_timestamps: true");
    tab.choose("select", "");
    tab.waitFor("document.querySelectorAll('main details').length === 2");
    tab.clickText("Collapse all");
    tab.waitFor("document.querySelector('main details[open]') === null");
    tab.clickText("Expand all");
    tab.waitFor("document.querySelectorAll('main details[open]').length === 2");
  }

  @Test
  void alertmanagersAreActiveOrDropped() {
    tab.open("/alertmanager-discovery");
    tab.waitForText("Alerts are sent to");
    assertThat(tab.text("h2 + table")).contains("http://127.0.0.1:1/api/v2/alerts");
    assertThat(tab.text("h2 + table ~ table")).contains("http://127.0.0.1:2/api/v2/alerts");
  }

  @Test
  void theConfigurationIsCopied() {
    URI plain = URI.create("http://" + Browser.PLAIN_HOST + ":" + server.base().getPort());
    try (Tab unsafe = browser.tab(plain)) {
      unsafe.open("/config");
      unsafe.waitForText("scrape_interval: 1s");
      unsafe.clickText("Copy");
      unsafe.waitForText("Copied");
      assertThat(unsafe.faults()).isEmpty();
    }
  }

  @Test
  void tombstonesAreCleaned() {
    tab.open("/tsdb-status");
    tab.evaluate("window.confirm = () => true");
    tab.waitForText("Delete series");
    tab.waitFor("document.querySelector('.spinner') === null");
    tab.click("main details:last-of-type summary");
    tab.clickText("Clean tombstones…");
    tab.waitForText("What was deleted is off the disk.");
  }

  @Test
  void theOperatorsOwnPagesAreLinked() {
    tab.open("/flags");
    tab.clickText("Consoles");
    tab.waitForText("Of our own");
    tab.waitForLocation("/consoles/index.html");
  }
}
