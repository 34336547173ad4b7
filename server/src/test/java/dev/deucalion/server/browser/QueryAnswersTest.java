package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the page of queries shows beside numbers, and what it remembers. */
class QueryAnswersTest extends PagesInBrowser {
  /** A million samples at each of thousands of steps: minutes of work. */
  private static final String ENDLESS = "deriv(vector(time())[12d:1s])";

  private final LatencyExporter exporter;

  QueryAnswersTest() throws IOException {
    exporter = new LatencyExporter();
  }

  @Override
  UiServer start(Path directory) throws IOException {
    return UiServer.startWith(
        exporter.scrapeConfigs(), directory, "--enable-feature=exemplar-storage");
  }

  @AfterAll
  void stopExporter() {
    exporter.close();
  }

  /** The browser notes that a query was canceled. */
  @Override
  boolean isProvoked(String fault) {
    return fault.startsWith("log") && fault.contains("status of 499");
  }

  private static String has(String selector, String text) {
    return "[...document.querySelectorAll('%s')].some(e => e.innerText.includes('%s'))"
        .formatted(selector, text);
  }

  @Test
  void exemplarsAreDrawnAndToldWhenPointedAt() {
    tab.open(
        "/query?g0.expr=histogram_quantile(0.9,+rate(latency_seconds_bucket[10s]))&g0.tab=graph"
            + "&g0.range_input=1m");
    tab.waitFor("document.querySelector('.legend-row') !== null");
    showExemplars();
    requireExemplar();
    tab.screenshot("query-exemplars");
  }

  private void showExemplars() {
    tab.waitFor("performance.getEntriesByName('graph-draw').length > 0");
    tab.evaluate("window.bare = document.querySelector('.chart canvas').toDataURL()");
    tab.click(".query-controls input[type=checkbox]");
    tab.waitFor("location.search.includes('g0.show_exemplars=1')");
    tab.waitFor("document.querySelector('.chart canvas').toDataURL() !== window.bare");
  }

  /**
   * Looks for one of the newest exemplars with the mouse, until it is drawn, and checks its tip.
   */
  private void requireExemplar() {
    await("an exemplar")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(pointAtExemplar())
                .contains("trace_id=\"trace-", "exemplar: 0.07", "job=\"classic\""));
  }

  private String pointAtExemplar() {
    String edge = "Math.round(document.querySelector('.chart').getBoundingClientRect().%s)";
    int right = tab.number(edge.formatted("right"));
    int top = tab.number(edge.formatted("top"));
    int bottom = tab.number(edge.formatted("bottom"));
    for (int y = bottom - 30; y > top; y -= 8) {
      for (int x = right - 20; x > right - 120; x -= 10) {
        tab.hover(x, y);
        String tip = tab.text(".chart-tip");
        if (tip.contains("exemplar")) {
          return tip;
        }
      }
    }
    return "";
  }

  @Test
  void nativeHistogramsHaveBarsBucketsAndAHeatmap() {
    tab.open("/query?g0.expr=latency_seconds&g0.tab=table");
    tab.waitFor("document.querySelectorAll('.histogram-bars rect').length === 3");
    tab.click(".histogram summary");
    tab.waitForText("(0.1, 0.5]");
    tab.screenshot("query-native-histogram");
    tab.open("/query?g0.expr=latency_seconds&g0.tab=graph&g0.range_input=1m");
    tab.waitForText("Native histograms are drawn as a heatmap");
    tab.clickText("Heatmap");
    tab.waitFor("document.querySelector('.chart')?.ariaLabel.startsWith('Heatmap of ')");
    tab.screenshot("query-native-heatmap");
  }

  @Test
  void exemplarsOfAHeatmapLieInTheirBuckets() {
    tab.open(
        "/query?g0.expr=sum+by+(le)+(latency_seconds_bucket)&g0.tab=graph&g0.range_input=1m"
            + "&g0.display_mode=heatmap");
    tab.waitFor("document.querySelector('.chart')?.ariaLabel.startsWith('Heatmap of 3 buckets')");
    showExemplars();
    requireExemplar();
    String box = "Math.round(document.querySelector('.chart').getBoundingClientRect().%s)";
    tab.hover(tab.number(box.formatted("right")) - 14, tab.number(box.formatted("top")) + 20);
    tab.waitFor(has(".chart-tip", "(0.5, +Inf]: "));
    tab.screenshot("query-heatmap-exemplars");
  }

  /** Only pages that came by TLS, or from the machine itself, are given a clipboard. */
  @Test
  void metricsAreCopiedFromPagesThatDidNotComeByTls() {
    URI plain = URI.create("http://" + Browser.PLAIN_HOST + ":" + server.base().getPort());
    try (Tab unsafe = browser.tab(plain)) {
      unsafe.open("/query");
      assertThat(unsafe.evaluate("String(navigator.clipboard)")).isEqualTo("undefined");
      unsafe.clickText("More for this query");
      unsafe.clickText("Explore metrics");
      unsafe.click(".explorer input");
      unsafe.type("scrape_dur");
      unsafe.waitFor("document.querySelectorAll('.explorer tbody tr').length === 1");
      unsafe.clickText("Copy");
      unsafe.waitForText("Copied");
      unsafe.press(Key.ESCAPE);
      unsafe.waitFor("document.querySelector('.explorer') === null");
      unsafe.click(".cm-content");
      unsafe.paste();
      unsafe.waitFor(
          "document.querySelector('.cm-content').innerText === 'scrape_duration_seconds'");
      assertThat(unsafe.faults()).isEmpty();
    }
  }

  @Test
  void metricsAndTheirLabelsAreExplored() {
    tab.open("/query");
    tab.clickText("More for this query");
    tab.clickText("Explore metrics");
    tab.click(".explorer input");
    tab.type("scrape_dur");
    tab.waitFor("document.querySelectorAll('.explorer tbody tr').length === 1");
    tab.screenshot("query-explorer");
    tab.clickText("scrape_duration_seconds");
    tab.waitForText("Labels of the metric");
    tab.waitFor(has(".explorer summary", "job"));
    tab.evaluate(
        "[...document.querySelectorAll('.explorer summary')]"
            + ".find(e => e.innerText.trim() === 'job').click()");
    tab.clickText("itself");
    tab.waitFor(
        "document.querySelector('.explorer-selector code').innerText"
            + " === 'scrape_duration_seconds{job=\"itself\"}'");
    tab.screenshot("query-explorer-labels");
    tab.click(".explorer-selector .primary");
    tab.waitFor(
        "document.querySelector('.cm-content').innerText"
            + " === 'scrape_duration_seconds{job=\"itself\"}'");
  }

  @Test
  void namesWithDotsAreFoundAndCompleted() {
    tab.open("/query");
    tab.clickText("More for this query");
    tab.clickText("Explore metrics");
    tab.click(".explorer input");
    tab.type("2xx");
    tab.waitFor("document.querySelector('.explorer tbody code')?.innerText === 'served.2xx'");
    tab.clickText("Insert");
    tab.waitFor("document.querySelector('.cm-content').innerText === '{\"served.2xx\"}'");
    tab.press(Key.ENTER);
    tab.waitFor("document.querySelectorAll('.data-table tbody tr').length === 2");
    tab.open("/query");
    tab.click(".cm-content");
    tab.type("sum by (region.na");
    tab.takeCompletion("region.name");
    tab.type(") (served.2");
    tab.takeCompletion("served.2xx");
    tab.waitFor(
        "document.querySelector('.cm-content').innerText"
            + " === 'sum by (\"region.name\") ({\"served.2xx\"})'");
  }

  @Test
  void aRunningQueryIsSeenAndCanceled() {
    tab.open(
        "/query?g0.expr="
            + ENDLESS
            + "&g0.tab=graph&g0.range_input=6h"
            + "&g0.res_type=fixed&g0.res_step=2");
    tab.clickText("Running queries");
    tab.waitFor(has("td code", ENDLESS));
    tab.screenshot("query-running");
    tab.clickText("Cancel");
    tab.waitForText("query was canceled in expression evaluation");
    tab.waitForText("No query is running");
    await("the browser's note of the answer")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(tab.faults()).singleElement().asString().contains("499"));
  }

  @Test
  void queriesOfBeforeAreOffered() {
    tab.open("/query?g0.expr=scrape_samples_scraped+%3E+0");
    tab.clickText("Execute");
    tab.waitFor("document.querySelector('.data-table') !== null");
    tab.open("/query");
    tab.click(".cm-content");
    tab.type("scrape_samples_s");
    tab.waitFor(has(".cm-tooltip-autocomplete li", "run before"));
    tab.screenshot("query-history");
    tab.evaluate("localStorage.clear()");
  }

  @Test
  void warningsAndInfosAreShown() {
    tab.open("/query?g0.expr=histogram_quantile(5,+latency_seconds_bucket)&g0.tab=table");
    tab.waitFor(has(".message-warning", "quantile value should be between 0 and 1"));
    tab.open("/query?g0.expr=rate(up[1m])&g0.tab=graph&g0.range_input=1m");
    tab.waitFor(has(".message-info", "metric might not be a counter"));
    tab.screenshot("query-infos");
    tab.open("/query?g0.expr=histogram_quantile(5,+rate(up[1m]))&g0.tab=explain");
    tab.waitFor(has(".message-warning", "quantile value should be between 0 and 1"));
    tab.waitFor(has(".message-info", "metric might not be a counter"));
  }
}
