package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** Times, ranges, resolutions, axes and switches of the page of queries; by keys and by touch. */
class QueryControlsTest extends PagesInBrowser {
  private static final String VALUE = "document.querySelector('.data-table td.value')?.innerText";
  private static final String PRESSED =
      "document.querySelectorAll('.legend-row[aria-pressed=true]')";

  /** The browser notes that a query was refused. */
  @Override
  boolean isProvoked(String fault) {
    return fault.startsWith("log") && fault.contains("status of 400");
  }

  private void waitForParameter(String parameter) {
    tab.waitFor("('&' + location.search.slice(1) + '&').includes('&" + parameter + "&')");
  }

  /** Types into a field in the place of what is there. */
  private void fill(String selector, String text) {
    tab.click(selector);
    tab.evaluate("document.querySelector(" + DevTools.quoted(selector) + ").select()");
    tab.type(text);
    tab.press(Key.ENTER);
  }

  @Test
  void aTableIsOfTheTimeThatWasTyped() {
    String seconds = VALUE + " === String(Date.UTC(2026, 0, 2, %s) / 1000)";
    tab.open("/query?g0.expr=time()");
    tab.waitFor(VALUE);
    fill(".time-field", "2026-01-02 03:04:05");
    waitForParameter("g0.end_input=2026-01-02+03%3A04%3A05");
    tab.waitFor(seconds.formatted("3, 4, 5"));
    tab.clickText("Earlier evaluation time");
    tab.waitFor(seconds.formatted("2, 34, 5"));
    tab.clickText("Later evaluation time");
    tab.waitFor(seconds.formatted("3, 4, 5"));
    fill(".time-field", "soon");
    tab.waitFor("document.querySelector('.time-field').value === '2026-01-02 03:04:05'");
    tab.clickText("Evaluation time: now");
    tab.waitFor("!location.search.includes('end_input')");
    tab.waitFor("Math.abs(" + VALUE + " - Date.now() / 1000) < 3600");
  }

  @Test
  void rangeResolutionAndAxisOfAGraphAreChosen() {
    tab.keepDrawnTexts();
    tab.open("/query?g0.expr=vector(100)&g0.tab=graph");
    tab.waitFor("document.querySelector('.legend-row') !== null");
    assertThat(tab.evaluate("window.drawn.includes('0')").toString()).isEqualTo("false");
    tab.clickText("Longer range");
    waitForParameter("g0.range_input=2h");
    tab.clickText("Shorter range");
    waitForParameter("g0.range_input=1h");
    fill("input[aria-label=Range]", "90m");
    waitForParameter("g0.range_input=1h30m");
    fill("input[aria-label=Range]", "long");
    tab.waitFor("document.querySelector('input[aria-label=Range]').value === '1h30m'");
    tab.choose("select[aria-label=Resolution]", "high");
    waitForParameter("g0.res_density=high");
    tab.choose("select[aria-label=Resolution]", "60000");
    waitForParameter("g0.res_step=60");
    tab.choose("select[aria-label=Resolution]", "custom");
    waitForParameter("g0.res_type=custom");
    fill("input[aria-label=Step]", "13s");
    waitForParameter("g0.res_step=13");
    tab.waitFor("document.querySelector('.chart')?.ariaLabel.startsWith('Graph of 1 series')");
    tab.evaluate("window.drawn = []");
    tab.click(".query-controls label:last-of-type input");
    waitForParameter("g0.y_axis_min=0");
    tab.waitFor("window.drawn.includes('0')");
  }

  @Test
  void seriesAreShownAloneOrHiddenByTheLegend() {
    tab.open("/query?g0.expr=up&g0.tab=graph&g0.range_input=1m");
    tab.waitFor(PRESSED + ".length === 2");
    tab.evaluate(
        "document.querySelector('.legend-row')"
            + ".dispatchEvent(new MouseEvent('click', {bubbles: true, ctrlKey: true}))");
    tab.waitFor(PRESSED + ".length === 1");
    assertThat(tab.count(".legend-row:first-child[aria-pressed=true]")).isZero();
    tab.waitFor("document.querySelector('.chart').ariaLabel.startsWith('Graph of 1 series')");
    tab.clickText("Execute");
    tab.waitFor(PRESSED + ".length === 1");
    tab.click(".legend-row:first-child");
    tab.waitFor("document.querySelector('.legend-row:first-child').ariaPressed === 'true'");
    tab.waitFor(PRESSED + ".length === 1");
    tab.click(".legend-row:first-child");
    tab.waitFor(PRESSED + ".length === 2");
  }

  @Test
  void aDoubleClickOnALabelCopiesItsMatcher() {
    URI plain = URI.create("http://" + Browser.PLAIN_HOST + ":" + server.base().getPort());
    try (Tab unsafe = browser.tab(plain)) {
      unsafe.open("/query?g0.expr=up%7Bjob%3D%22gone%22%7D");
      unsafe.waitFor("document.querySelector('.data-table .series-value') !== null");
      unsafe.doubleClick(".series-name > span:last-child .series-value");
      unsafe.clickText("Add query");
      unsafe.waitFor("document.querySelectorAll('.cm-content').length === 2");
      unsafe.click(".query-panel:nth-of-type(2) .cm-content");
      unsafe.paste();
      unsafe.waitFor("document.querySelectorAll('.cm-content')[1].innerText === 'job=\"gone\"'");
      assertThat(unsafe.faults()).isEmpty();
    }
  }

  @Test
  void clocksThatDisagreeAreTold() {
    tab.beforeEachPage("const now = Date.now; Date.now = () => now.call(Date) + 3 * 3600_000;");
    tab.open("/query");
    tab.waitForText("Clocks disagree");
    assertThat(tab.text(".message")).contains("is 3h ahead of that of the server");
  }

  @Test
  void completionAndErrorsCanBeSwitchedOff() {
    tab.open("/query");
    setting("Completion in the editor");
    tab.click(".cm-content");
    tab.type("scrape_sam");
    tab.waitFor("document.querySelector('.cm-lintRange-warning')?.innerText === 'scrape_sam'");
    assertThat(tab.count(".cm-tooltip-autocomplete")).isZero();
    setting("Errors in the editor while typing");
    tab.waitFor("document.querySelector('.cm-lintRange-warning') === null");
    setting("Completion in the editor");
    tab.click(".cm-content");
    tab.type("p");
    tab.takeCompletion("scrape_samples_scraped");
    tab.type(" )");
    tab.clickText("Execute");
    tab.waitForText("The query failed");
    assertThat(tab.count(".cm-lintRange-error")).isZero();
    tab.evaluate("localStorage.clear()");
  }

  private void setting(String text) {
    tab.clickText("Settings");
    tab.evaluate(
        "[...document.querySelectorAll('.settings label')].find(e => e.innerText.trim() === '%s')"
                .formatted(text)
            + ".click()");
    tab.press(Key.ESCAPE);
    tab.waitFor("document.querySelector('.settings') === null");
  }

  @Test
  void aTapOnAGraphTellsWhatIsThere() {
    tab.size(360, 800);
    tab.open("/query?" + LINE_OF_A_MINUTE);
    tab.waitFor("document.querySelector('.legend-row') !== null");
    tab.evaluate("document.querySelector('.chart').scrollIntoView({block: 'center'})");
    String edge = "Math.round(document.querySelector('.chart').getBoundingClientRect().%s)";
    tab.tap(tab.number(edge.formatted("right")) - 20, tab.number(edge.formatted("top")) + 20);
    tab.waitFor("document.querySelector('.chart-tip')?.innerText.includes('job=\"itself\"')");
    tab.screenshot("query-tap");
    assertThat(tab.evaluate("location.search")).asString().contains("g0.range_input=1m");
    assertThat(tab.number("document.scrollingElement.scrollWidth")).isLessThanOrEqualTo(360);
    tab.clickText("Execute");
    tab.waitFor("document.querySelector('.chart-tip') === null");
  }

  @Test
  void aQueryIsWrittenRunAndDrawnByKeysAlone() {
    tab.open("/query");
    tab.waitFor("document.querySelector('.cm-content') !== null");
    tab.type("/");
    tab.waitFor("document.activeElement.matches('.cm-content')");
    tab.type("scrape_samples_scraped");
    tab.press(Key.ESCAPE);
    tab.press(Key.ENTER);
    tab.waitFor("document.querySelectorAll('.data-table tbody tr').length === 2");
    tabTo("[role=tab]");
    tab.press(Key.RIGHT);
    tab.waitFor("document.activeElement.innerText === 'Graph'");
    tab.waitFor("document.querySelectorAll('.legend-row').length === 2");
    tabTo(".chart");
    tab.press(Key.RIGHT);
    tab.waitFor("location.search.includes('end_input')");
    tabTo(".legend-row");
    tab.press(Key.ENTER);
    tab.waitFor(PRESSED + ".length === 1");
  }

  @Test
  void keysLeadBackFromWhereNothingIs() {
    tab.open("/query?g0.expr=up&g0.tab=graph&g0.range_input=50m");
    tab.waitFor("document.querySelectorAll('.legend-row').length === 2");
    tab.evaluate("document.querySelector('.chart').focus()");
    tab.press(Key.LEFT);
    tab.waitForText("Empty query result");
    assertThat(tab.evaluate("document.activeElement.className")).isEqualTo("chart");
    tab.press(Key.RIGHT);
    tab.waitFor("document.querySelectorAll('.legend-row').length === 2");
  }

  /** Goes on with the key Tab until the focus is where the selector says. */
  private void tabTo(String selector) {
    String there = "document.activeElement.matches(" + DevTools.quoted(selector) + ")";
    for (int i = 0; i < 40; i++) {
      if (tab.evaluate(there).toString().equals("true")) {
        return;
      }
      tab.press(Key.TAB);
    }
    assertThat(tab.evaluate(there).toString()).as(selector).isEqualTo("true");
  }
}
