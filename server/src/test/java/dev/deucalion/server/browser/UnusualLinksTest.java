package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links with parameters that nobody would write, and those that people keep for years. */
class UnusualLinksTest extends PagesInBrowser {
  @Override
  boolean isProvoked(String fault) {
    return fault.startsWith("log");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/alerts?state=none&page=-7 'No rule is like this.'",
        "/alerts?page=x TargetDown",
        "/rules?health=bad&page=1e9 'No rule is like this.'",
        "/rules?page=999 many-to-many",
        "/targets?health=sideways 'No target is like this.'",
        "/targets?pool=nowhere 'No target is like this.'",
        "/targets?scrapePool=gone 'connection refused'",
        "/service-discovery?pool=nowhere&state=x 'No target is like this.'",
        "/tsdb-status?limit=none 'Cannot load the status of the store'",
        "/tsdb-status?limit=-1 'Cannot load the status of the store'",
        "/flags?search=%ff%00 'No flag has this.'",
        "/query?g1.expr=up 'No data queried yet'",
        "/query?g0.expr= 'No data queried yet'",
        "/query?g0.expr=%22 'The query failed'",
        "/query?g0.expr=up&g0.end_input=2999-01-01 'Empty query result'",
        "/query?g0.expr=up&g0.tab=graph&g0.range_input=99999999999y 'The query failed'",
        "/query?g0.expr=up&g0.tab=explain&g0.explain=range&g0.range_input=999999999y 'Cannot"
            + " explain'",
        "/query?g0.expr=up&g0.tab=0&g0.res_type=custom&g0.res_step=0.001 'exceeded maximum"
            + " resolution'",
        "/query?g0.expr=1e308*(time()%252-0.5)*2&g0.tab=0&g0.range_input=1m 'Load time'",
        "/query?g0.expr=time()/0*(-1)&g0.tab=graph&g0.display_mode=stacked 'Load time'",
        "/query?g0.expr=vector(1)&g0.tab=graph&g0.display_mode=heatmap 'A heatmap needs'"
      })
  void pagesSayWhatIsThere(String link, String text) {
    tab.open(link);
    tab.waitForText(text);
  }

  @Test
  void parametersThatMeanNothingAreLeftOut() {
    tab.open(
        "/query?g0.expr=up&g0.tab=9&g0.range_input=soon&g0.end_input=never&g0.res_type=fixed"
            + "&g0.res_step=-1&g0.y_axis_min=low&g0.display_mode=pie&g0.explain=x&g2.expr=down");
    tab.waitFor("document.querySelectorAll('.data-table tbody tr').length === 2");
    assertThat(tab.count(".query-panel")).isEqualTo(1);
    tab.clickText("Graph");
    tab.waitForLocation(
        "/query?g0.expr=up&g0.tab=graph&g0.range_input=1h&g0.res_type=auto&g0.res_density=medium"
            + "&g0.display_mode=lines&g0.show_exemplars=0");
    tab.waitFor("document.querySelector('.legend-row') !== null");
  }

  @Test
  void allParametersAreThereAfterAReload() {
    String link =
        "/query?g0.expr=up&g0.tab=graph&g0.end_input=2026-01-02+03%3A04%3A05"
            + "&g0.moment_input=2026-01-02+03%3A04%3A05&g0.range_input=2h30m&g0.res_type=fixed"
            + "&g0.res_step=60&g0.display_mode=stacked&g0.y_axis_min=0&g0.show_exemplars=1"
            + "&g1.expr=vector%281%29&g1.tab=explain&g1.range_input=5m&g1.res_type=custom"
            + "&g1.res_step=7&g1.display_mode=heatmap&g1.show_exemplars=0&g1.explain=range"
            + "&g2.expr=vector%283%29&g2.tab=table&g2.range_input=1w&g2.res_type=auto"
            + "&g2.res_density=high&g2.display_mode=lines&g2.show_exemplars=0";
    tab.open(link);
    tab.waitFor("document.querySelector('.data-table td.value')?.innerText === '3'");
    tab.clickText("Add query");
    String longer = "location.search.includes('g3.expr=')";
    tab.waitFor(longer);
    assertThat(tab.evaluate("location.pathname + location.search").toString()).startsWith(link);
    tab.reload();
    tab.waitFor("document.querySelectorAll('.query-panel').length === 4");
    assertThat(
            tab.evaluate(
                "document.querySelector('.query-panel [aria-label=\"End time\"] input').value"))
        .isEqualTo("2026-01-02 03:04:05");
    tab.evaluate("history.back()");
    tab.waitForLocation(link);
    tab.waitFor("document.querySelectorAll('.query-panel').length === 3");
    tab.evaluate("history.forward()");
    tab.waitFor(longer);
    tab.waitFor("document.querySelectorAll('.query-panel').length === 4");
  }

  @Test
  void timesThatEndNowhereMoveNoFurther() {
    tab.open("/query?g0.expr=up&g0.tab=graph&g0.range_input=99999999999y");
    tab.waitForText("The query failed");
    tab.clickText("Later end time");
    tab.waitFor("location.search.includes('g0.end_input=')");
  }
}
