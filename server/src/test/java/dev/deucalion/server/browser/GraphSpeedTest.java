package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A graph of a thousand series with a thousand points each; prints how long it takes. */
@Tag("interop")
class GraphSpeedTest {
  /** Series of the server itself, twice, each with a value at every step. */
  private static final String QUERY =
      """
      topk(1000,
        label_replace({job="itself"} @ NOW, "n", "a$1", "__name__", "(.+)")
        or label_replace({job="itself"} @ NOW, "n", "b$1", "__name__", "(.+)")
      ) % 997 + on () group_left () (time() % 61)\
      """;

  /** How long the newest picture took, and the answer before it, in milliseconds. */
  private static final String TIMES =
      """
      (() => {
        const measures = (name) => performance.getEntriesByName(name).at(-1);
        const draw = measures('graph-draw');
        const read = measures('graph-read');
        const answer = performance.getEntriesByType('resource')
            .findLast((each) => each.name.endsWith('/query_range'));
        const ms = Math.round;
        return `${ms(draw.duration)} ms of drawing; ${ms(draw.startTime + draw.duration - answer.responseEnd)} ms`
            + ` from the last byte of the answer, ${ms(answer.decodedBodySize / 1e6)} MB, of which reading`
            + ` ${ms(read.duration)} ms; ${ms(answer.responseEnd - answer.startTime)} ms before that`;
      })()
      """;

  @Test
  void aThousandSeriesAreDrawnAndZoomedInto(@TempDir Path directory) throws IOException {
    try (Browser browser = new Browser(directory);
        UiServer server = UiServer.start(directory);
        Tab tab = browser.tab(server.base())) {
      tab.open("/status");
      String now = tab.evaluate("String(Math.floor(Date.now() / 1000))").toString();
      tab.open(
          "/query?g0.tab=graph&g0.range_input=999s&g0.res_type=fixed&g0.res_step=1&g0.expr="
              + URLEncoder.encode(QUERY.replace("NOW", now), StandardCharsets.UTF_8));
      tab.waitFor("document.querySelector('.legend-row') !== null");
      tab.waitFor("performance.getEntriesByName('graph-draw').length > 0");
      assertThat(tab.text(".answer-notes")).contains("result series: 1,000");
      print("drawn", tab);
      tab.screenshot("query-thousand");
      tab.evaluate("performance.clearMeasures(); performance.clearResourceTimings()");
      tab.drag(500, 400, 800, 420);
      tab.waitFor("performance.getEntriesByName('graph-draw').length > 0");
      tab.waitFor("location.search.includes('end_input')");
      print("zoomed into", tab);
      assertThat(tab.faults()).isEmpty();
    }
  }

  private static void print(String what, Tab tab) {
    tab.waitFor(
        "performance.getEntriesByType('resource').some(e => e.name.endsWith('/query_range'))");
    System.out.println("1,000 series " + what + ": " + tab.evaluate(TIMES));
  }
}
