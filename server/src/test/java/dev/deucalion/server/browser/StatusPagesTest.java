package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.cli.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What people look for on the pages about the server and what it scrapes. */
class StatusPagesTest extends PagesInBrowser {
  /** Takes longer than all that pages and rules ask. */
  private static final String EXPENSIVE = "count_over_time(vector(1)[10d:1s])";

  @Override
  UiServer start(Path directory) throws IOException {
    addHistory(directory);
    return UiServer.start(directory);
  }

  /** The server had ten series 20 hours ago, and ten more every five minutes since. */
  private static void addHistory(Path directory) throws IOException {
    long nowSeconds = System.currentTimeMillis() / 1_000;
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < 200; i++) {
      text.append("prometheus_tsdb_head_series{job=\"itself\"} ")
          .append(10 * i)
          .append(' ')
          .append(nowSeconds - 20 * 3_600 + 300L * i)
          .append('\n');
    }
    Path file = Files.writeString(directory.resolve("history.om"), text + "# EOF\n");
    String data = directory.resolve("data").toString();
    ToolRun run = ToolRun.of("tsdb", "create-blocks-from", "openmetrics", file.toString(), data);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aFailingTargetSaysWhy() {
    tab.open("/targets");
    tab.waitForText("1 of 1 up");
    tab.clickText("Down (1)");
    tab.waitFor("!document.body.innerText.includes('1 of 1 up')");
    tab.waitForLocation("/targets?health=down");
    assertThat(tab.text(".target-error"))
        .contains("connection refused")
        .contains("Nothing listens on this port");
    tab.click(".target-state button");
    tab.waitForText("Labels before relabeling");
    tab.waitForText("Last hour: the longest took");
    assertThat(tab.text(".target-details")).contains("__address__", "job=\"gone\"");
    tab.screenshot("targets");
    tab.reload();
    tab.waitForText("connection refused");
    assertThat(tab.count("main details")).isEqualTo(1);
  }

  @Test
  void flagsCanBeSearched() {
    tab.open("/flags");
    tab.waitForText("--config.file");
    tab.type("/");
    tab.type("retention.time");
    tab.waitFor("document.querySelectorAll('main tbody tr').length === 1");
    assertThat(tab.text("tbody")).contains("--storage.tsdb.retention.time");
    tab.waitForLocation("/flags?search=retention.time");
  }

  @Test
  void flagsAreSortedByAColumn() {
    String first = "document.querySelector('main tbody tr').innerText.startsWith('%s')";
    tab.open("/flags");
    tab.waitFor(first.formatted("--a"));
    tab.clickText("Flag");
    tab.waitFor(first.formatted("--w"));
    assertThat(tab.count("th[aria-sort=descending]")).isEqualTo(1);
    tab.clickText("Value");
    tab.waitFor("document.querySelector('th[aria-sort=ascending]')?.innerText.trim() === 'Value'");
    assertThat(tab.text("main tbody td").trim()).isEmpty();
    tab.screenshot("flags-by-value");
  }

  @Test
  void theWayBackLeadsToWhatWasFiltered() {
    tab.open("/flags");
    tab.waitForText("--config.file");
    tab.type("/");
    tab.type("config.file");
    tab.clickText("Alerts");
    tab.waitForLocation("/alerts");
    tab.waitForText("TargetDown");
    tab.evaluate("history.back()");
    tab.waitForLocation("/flags?search=config.file");
    tab.waitFor("document.querySelector('main input').value === 'config.file'");
  }

  @Test
  void relabelingIsShownStepByStep() {
    tab.open("/service-discovery?pool=itself");
    tab.waitForText("1 dropped");
    tab.clickText("Relabeling of 10.0.0.1:9100 step by step");
    tab.waitForText("the target is dropped here");
    assertThat(tab.count(".steps > li")).isEqualTo(1);
    assertThat(tab.count(".steps .badge")).isEqualTo(1);
    tab.clickText("Relabeling of " + server.address() + " step by step");
    tab.waitForText("+ region=\"eu-west\"");
    tab.screenshot("service-discovery");
  }

  @Test
  void whatIsLookedForAmongJobsIsShown() {
    tab.open("/service-discovery");
    tab.waitForText("1 dropped");
    assertThat(tab.count("main details")).isEqualTo(2);
    assertThat(tab.count("main details[open]")).isZero();
    tab.type("/");
    tab.type("10.0.0.1");
    tab.waitFor("document.querySelectorAll('main details').length === 1");
    tab.waitForText("dropped by relabeling");
    assertThat(tab.count("main tbody tr")).isEqualTo(1);
    tab.waitForLocation("/service-discovery?search=10.0.0.1");
    tab.type(" nowhere");
    tab.waitForText("No target is like this.");
  }

  @Test
  void theStoreSaysWhatItHolds() {
    tab.open("/tsdb-status?limit=50");
    tab.waitForText("Metrics with the most series");
    tab.waitForText("instance=" + server.address());
    tab.waitForText("Jobs with the most series");
    assertThat(tab.count("table[aria-label='Metrics with the most series'] tbody tr"))
        .isEqualTo(50);
    tab.screenshot("tsdb-status");
  }

  @Test
  void theStoreSaysHowItGrewAndWhatAskedTheMost() {
    tab.open("/status");
    tab.evaluate(
        "fetch('api/v1/query?query=' + encodeURIComponent('"
            + EXPENSIVE
            + "')).then(a => a.text())");
    tab.open("/tsdb-status");
    tab.waitForText("Up from 10 to ");
    assertThat(tab.count(".growth svg path")).isPositive();
    assertThat(tab.evaluate("document.querySelector('.growth a').search"))
        .asString()
        .contains("g0.range_input=1d");
    String table = "table[aria-label='Queries that took the most time']";
    tab.waitFor("document.querySelectorAll(\"" + table + " tbody tr\").length >= 5");
    // Which rules are among the ten depends on what else was asked before, and how fast.
    assertThat(tab.text(table))
        .contains(EXPENSIVE, "Peak memory")
        .containsAnyOf("up == 0", "up == 1", "up > 5", "sum by (job) (up)", "up + on() up");
    tab.waitFor("document.querySelector('main .spinner') === null");
    String first = tab.text(table + " tbody a");
    tab.screenshot("tsdb-growth");
    tab.click(table + " tbody a");
    tab.waitFor("location.pathname === '/query'");
    tab.waitFor("document.querySelector('.cm-content')?.innerText === " + DevTools.quoted(first));
  }

  @Test
  void seriesCanBeDeleted() {
    tab.open("/tsdb-status");
    // All that is above the form is there, so that the form stands still.
    tab.waitForText("Up from 10 to ");
    tab.waitFor("document.querySelector('main .spinner') === null");
    tab.evaluate("window.confirm = () => true");
    tab.click("main details:last-of-type summary");
    tab.click("input[required]");
    // Of which no page and no rule shows anything.
    tab.type("scrape_samples_scraped{job=\"gone\"}");
    tab.press(Key.ENTER);
    tab.waitForText("Deleted: scrape_samples_scraped{job=\"gone\"}");
  }

  @Test
  void configurationAndBuildAreShown() {
    tab.open("/config");
    tab.waitForText("scrape_interval: 1s");
    tab.open("/status");
    tab.waitForText("Retention");
    tab.waitForText("Version");
    tab.open("/alertmanager-discovery");
    tab.waitForText("nobody hears of alerts");
    tab.open("/rules?health=err");
    tab.waitForText("many-to-many");
    assertThat(tab.text("main")).doesNotContain("job:up:sum");
    tab.screenshot("rules");
  }

  @Test
  void theNameOfARuleLeadsToWhatItWrites() {
    tab.open("/rules?search=TargetDown");
    tab.clickText("TargetDown");
    tab.waitForLocation("/query?g0.expr=ALERTS%7Balertname%3D%22TargetDown%22%7D&g0.tab=1");
    tab.waitForText("alertstate=\"firing\"");
  }

  @Test
  void keysGoToPages() {
    tab.open("/flags");
    tab.type("?");
    tab.waitForText("Keys");
    tab.press(Key.ESCAPE);
    tab.waitFor("!document.querySelector('dialog').open");
    tab.type("gt");
    tab.waitForText("Target health");
    tab.waitForLocation("/targets");
    tab.type("ga");
    tab.waitForText("TargetDown");
    tab.evaluate("document.querySelector('.switch input').focus()");
    tab.type("gf");
    tab.waitForLocation("/flags");
  }

  @Test
  void themesAreKept() {
    tab.open("/flags");
    tab.prefer("dark");
    tab.waitFor("getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)'");
    tab.clickText("Settings");
    tab.click("fieldset label:nth-of-type(2) input");
    tab.waitFor("getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)'");
    tab.reload();
    tab.waitFor("getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)'");
    tab.evaluate("localStorage.clear()");
  }

  @Test
  void aPageThatIsNotThereSaysSo() {
    tab.open("/status");
    tab.evaluate("history.pushState(null, '', 'nowhere'); dispatchEvent(new Event('popstate'))");
    tab.waitForText("There is nothing at nowhere");
  }
}
