package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of queries, as a person uses it. */
class QueryPageTest extends PagesInBrowser {
  private static final String COMPLETIONS = ".cm-tooltip-autocomplete li";

  /** With values at all times, be the server ever so young. */
  private static final String TWO_SERIES = "vector(1)+or+label_replace(vector(2),'n','b','','')";

  private final Accessibility axe = new Accessibility();

  QueryPageTest() throws IOException {}

  @BeforeEach
  void open() {
    tab.open("/query");
    tab.click(".cm-content");
  }

  private String location() {
    return tab.evaluate("location.pathname + location.search").toString();
  }

  private static String has(String selector, String text) {
    return "[...document.querySelectorAll('%s')].some(e => e.innerText.includes('%s'))"
        .formatted(selector, text);
  }

  @Test
  void aQueryIsTypedWithCompletionAndRun() {
    tab.type("sum by (jo");
    tab.takeCompletion("job");
    tab.waitFor("document.querySelector('.cm-content').innerText.includes('sum by (job)')");
    tab.type(") (scrape_samples_sc");
    tab.waitFor(has(COMPLETIONS, "scrape_samples_scraped"));
    tab.screenshot("query-completion");
    tab.takeCompletion("scrape_samples_scraped");
    tab.type("{job=\"its");
    tab.takeCompletion("itself");
    tab.waitFor(
        "document.querySelector('.cm-content').innerText"
            + " === 'sum by (job) (scrape_samples_scraped{job=\"itself\"})'");
    tab.clickText("Execute");
    tab.waitFor("document.querySelectorAll('.data-table tbody tr').length === 1");
    assertThat(tab.text(".data-table tbody")).contains("{job=\"itself\"}");
    assertThat(location()).startsWith("/query?g0.expr=sum+by");
    tab.screenshot("query-table");
  }

  @Test
  void functionsHaveTheirHelpAndMetricsTheirType() {
    tab.type("prometheus_http_requests_t");
    tab.waitFor(has(COMPLETIONS, "counter"));
    tab.press(Key.ESCAPE);
    tab.type(" + histogram_quant");
    tab.waitFor(has(COMPLETIONS, "histogram_quantile"));
    tab.waitFor(has(".cm-completionInfo", "Quantile, from 0 to 1"));
  }

  @Test
  void namesAreCompletedWithinQuotes() {
    tab.type("{\"scrape_samples_sc");
    tab.takeCompletion("scrape_samples_scraped");
    tab.type("\", \"jo");
    tab.takeCompletion("job");
    tab.type("\"=\"its");
    tab.takeCompletion("itself");
    tab.waitFor(
        "document.querySelector('.cm-content').innerText"
            + " === '{\"scrape_samples_scraped\", \"job\"=\"itself\"}'");
    tab.clickText("Execute");
    tab.waitFor("document.querySelectorAll('.data-table tbody tr').length === 1");
  }

  @Test
  void errorsAreUnderlinedWhereTheyAre() {
    tab.type("sum(up) bz");
    tab.press(Key.ESCAPE);
    tab.waitFor("document.querySelector('.cm-lintRange-error')?.innerText === 'bz'");
    tab.press(Key.BACKSPACE);
    tab.press(Key.BACKSPACE);
    tab.type("/ nosuch_metric");
    tab.press(Key.ESCAPE);
    tab.waitFor("document.querySelector('.cm-lintRange-warning')?.innerText === 'nosuch_metric'");
  }

  @Test
  void aGraphIsZoomedIntoAndTheUrlHasIt() {
    tab.open("/query?g0.expr=" + TWO_SERIES + "&g0.tab=0&g0.range_input=10m");
    tab.waitFor("document.querySelector('.legend-row') !== null");
    assertThat(tab.count(".legend-row")).isEqualTo(2);
    String edge = "Math.round(document.querySelector('.chart').getBoundingClientRect().%s)";
    int left = tab.number(edge.formatted("left"));
    int top = tab.number(edge.formatted("top"));
    tab.drag(left + 900, top + 100, left + 1220, top + 120);
    tab.waitFor("location.search.includes('end_input')");
    assertThat(location()).contains("g0.tab=graph").doesNotContain("range_input=10m");
    tab.screenshot("query-graph");

    String before = location();
    tab.reload();
    tab.waitFor("document.querySelector('.legend-row') !== null");
    assertThat(location()).isEqualTo(before);

    tab.click(".legend-row");
    tab.waitFor("document.querySelectorAll('.legend-row[aria-pressed=\"true\"]').length === 1");
    tab.clickText("Stacked");
    tab.waitFor("location.search.includes('display_mode=stacked')");
  }

  @Test
  void aGraphOfOneStepIsMovedByKeysAndStaysAsWide() {
    tab.open(
        "/query?g0.expr=vector(1)&g0.tab=graph&g0.range_input=10m&g0.res_type=fixed"
            + "&g0.res_step=3600&g0.end_input=2026-01-01+00:00:00");
    tab.waitFor("document.querySelector('.legend-row') !== null");
    String edge = "Math.round(document.querySelector('.chart').getBoundingClientRect().%s)";
    int left = tab.number(edge.formatted("left"));
    int top = tab.number(edge.formatted("top"));
    tab.drag(left + 300, top + 100, left + 600, top + 100);
    assertThat(location()).contains("g0.range_input=10m", "g0.end_input=2026-01-01+00");
    tab.evaluate("document.querySelector('.chart').focus()");
    tab.press(Key.LEFT);
    tab.waitFor("location.search.includes('g0.end_input=2025-12-31+23%3A57%3A30')");
    tab.press(Key.LEFT);
    tab.waitFor("location.search.includes('g0.end_input=2025-12-31+23%3A55%3A00')");
    assertThat(location()).contains("g0.range_input=10m");
  }

  @Test
  void bucketsAreDrawnAsAHeatmap() {
    tab.open(
        "/query?g0.expr=sum+by+(le)+(prometheus_http_request_duration_seconds_bucket)&g0.tab=graph"
            + "&g0.display_mode=heatmap&g0.range_input=1m");
    String shape = "document.querySelector('.chart')?.ariaLabel.startsWith('%s of ')";
    String drawn = "document.querySelector('.chart canvas').toDataURL()";
    tab.waitFor(shape.formatted("Heatmap"));
    assertThat(tab.count(".message")).isZero();
    tab.screenshot("query-heatmap");
    tab.evaluate("window.heatmap = " + drawn);
    tab.clickText("Lines");
    tab.waitFor(shape.formatted("Graph") + " && window.heatmap !== " + drawn);
  }

  @Test
  void aQueryIsExplainedAndSeriesWithoutPartnersAreShown() {
    tab.open(
        "/query?g0.expr=up+*+on(instance)+scrape_duration_seconds%7Bjob%3D%22gone%22%7D&g0.tab=explain");
    tab.waitFor("document.querySelectorAll('.part-row').length === 3");
    assertThat(tab.text(".part-row"))
        .contains("1 series", "samples", "without match")
        .contains("The left side times the right side. Series match one-to-one when they agree in");
    assertThat(tab.text(".part .part .part-row"))
        .contains("Series of the metric up: the latest sample of each, at most 5m old.");
    assertThat(tab.text(".part-details")).contains("of the left side without a match", "instance");
    tab.screenshot("query-explain");
    tab.click(".part .part .part-row");
    tab.waitFor(has(".part-details h2", "Instant vector selector"));
    tab.clickText("graph");
    tab.waitFor("location.search.startsWith('?g0.expr=up&g0.tab=graph&')");
    tab.waitFor("document.querySelectorAll('.legend-row').length === 2");

    tab.open("/query?g0.expr=up+*+on()+up&g0.tab=explain");
    tab.waitFor(has(".part-details", "several series where only one may be"));
  }

  @Test
  void theDetailsOfAnExplanationAreThoseOfItsNewestAnswer() {
    tab.open("/query?g0.expr=vector(1)&g0.tab=explain&g0.range_input=1m");
    tab.waitFor(has(".part-details", "1 series, 1 sample"));
    tab.clickText("Over 1m");
    tab.waitFor(
        "/1 series, \\d{2,} samples/.test(document.querySelector('.part-details').innerText)");
    tab.waitFor("location.search.endsWith('&g0.explain=range')");
    tab.reload();
    tab.waitFor(
        "/1 series, \\d{2,} samples/.test(document.querySelector('.part-details')?.innerText)");
    assertThat(tab.count(".part-row[aria-pressed=true]")).isEqualTo(1);
    tab.click(".cm-content");
    tab.type(" + 1");
    tab.press(Key.ESCAPE);
    tab.clickText("Execute");
    tab.waitFor(has(".part-details h2", "Operator"));
    assertThat(tab.count(".part-row[aria-pressed=true]")).isEqualTo(1);
  }

  @Test
  void panelsAreAddedCopiedAndRemoved() {
    tab.type("up");
    tab.press(Key.ESCAPE);
    tab.press(Key.ENTER);
    tab.waitFor("document.querySelectorAll('.data-table tbody tr').length === 2");
    tab.clickText("More for this query");
    tab.clickText("Duplicate query");
    tab.waitFor("document.querySelectorAll('.query-panel').length === 2");
    assertThat(location()).contains("g0.expr=up", "g1.expr=up");
    tab.clickText("More for this query");
    tab.clickText("Remove query");
    tab.waitFor("document.querySelectorAll('.query-panel').length === 1");
    tab.clickText("Add query");
    tab.waitFor("document.querySelectorAll('.query-panel').length === 2");
    tab.clickText("Running queries");
    tab.waitForText("No query is running");
  }

  @Test
  void expressionsAreFormatted() {
    tab.type("sum by(job)(up)");
    tab.press(Key.ESCAPE);
    tab.clickText("More for this query");
    tab.clickText("Format expression");
    tab.waitFor("document.querySelector('.cm-content').innerText === 'sum by (job) (up)'");
  }

  @Test
  void theFocusGoesWhereOneGoesOn() {
    tab.clickText("More for this query");
    tab.clickText("Explore metrics");
    tab.waitFor("document.querySelector('.explorer tbody tr') !== null");
    tab.press(Key.ESCAPE);
    tab.waitFor("document.querySelector('.explorer') === null");
    tab.waitFor("document.activeElement.ariaLabel === 'More for this query'");
    tab.clickText("More for this query");
    tab.clickText("Explore metrics");
    tab.click(".explorer input");
    tab.type("up");
    tab.waitFor("document.querySelector('.explorer tbody code')?.innerText === 'up'");
    tab.clickText("Insert");
    tab.waitFor("document.querySelector('.explorer') === null");
    tab.waitFor("document.activeElement.matches('.cm-content')");
    assertThat(tab.text(".cm-content")).isEqualTo("up");
  }

  /** The colours of the words of the editor, by their texts. */
  private Map<?, ?> colours() {
    return (Map<?, ?>)
        tab.evaluate(
            "Object.fromEntries([...document.querySelectorAll('.cm-line span')]"
                + ".map(e => [e.innerText, getComputedStyle(e).color]))");
  }

  private String colour(String variable) {
    return tab.evaluate(
            "(e => { e.style.color = 'var(--code-"
                + variable
                + ")'; document.body.append(e); const c = getComputedStyle(e).color; e.remove();"
                + " return c; })(document.createElement('i'))")
        .toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void theEditorColoursWhatIsTyped(String theme) {
    tab.prefer(theme);
    tab.type("sum without (code) (rate(up{job=\"x\"}[5m])) > 0.5");
    tab.press(Key.ESCAPE);
    tab.waitFor(has(".cm-line span", "rate"));
    Map<?, ?> colours = colours();
    assertThat(colours.get("sum")).isEqualTo(colour("keyword")).isEqualTo(colours.get("without"));
    assertThat(colours.get("rate")).isEqualTo(colour("function"));
    assertThat(colours.get("job")).isEqualTo(colour("label")).isEqualTo(colours.get("code"));
    assertThat(colours.get("\"x\"")).isEqualTo(colour("string"));
    assertThat(colours.get("5m")).isEqualTo(colour("number")).isEqualTo(colours.get("0.5"));
    assertThat(Set.of(colour("keyword"), colour("function"), colour("label"), colour("string")))
        .hasSize(4);
    tab.screenshot("query-colours-" + theme);
    tab.clickText("Settings");
    tab.click("fieldset:nth-of-type(2) label:nth-of-type(4) input");
    tab.waitFor(
        "![...document.querySelectorAll('.cm-line span')].some(e => e.innerText === 'rate')");
    tab.evaluate("localStorage.clear()");
  }

  @Test
  void theAxisOfTimeIsInTheZoneThatWasChosen() {
    tab.zone("Asia/Kolkata");
    tab.keepDrawnTexts();
    tab.open(
        "/query?g0.expr=vector(1)&g0.tab=graph&g0.range_input=3h"
            + "&g0.end_input=2026-01-01+00:00:00");
    tab.waitFor("window.drawn.includes('23:00')");
    assertThat(tab.evaluate("window.drawn")).asString().contains("21:00", "22:00");
    String label = "document.querySelector('.chart').ariaLabel";
    assertThat(tab.evaluate(label)).asString().contains("from 2025-12-31 21:00:00 UTC");
    tab.clickText("Settings");
    tab.evaluate("window.drawn = []");
    tab.click("fieldset:nth-of-type(2) label:nth-of-type(1) input");
    tab.waitFor("window.drawn.includes('04:00')");
    assertThat(tab.evaluate("window.drawn")).asString().contains("03:00", "05:00");
    assertThat(tab.evaluate(label)).asString().contains("from 2026-01-01 02:30:00 to");
    tab.press(Key.ESCAPE);
    tab.hover(".chart");
    tab.waitFor(has(".chart-tip", "2026-01-01 0"));
    tab.screenshot("query-local-time");
    tab.evaluate("localStorage.clear()");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void thePageHasNoFindings(String theme) {
    tab.prefer(theme);
    for (String shown : new String[] {"table", "graph", "explain"}) {
      tab.open("/query?g0.expr=up&g0.range_input=5m&g0.tab=" + shown);
      tab.waitFor("document.querySelector('.data-table, .legend-row, .part-row') !== null");
      assertThat(axe.findings(tab)).as(shown).isEmpty();
      tab.screenshot("query-" + shown + "-" + theme);
    }
  }
}
