package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryValue;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ScrapeRehearsalTest {
  private static final int SERIES_OF_A_BODY = 40 + 20 + 3 * 12;

  private final PromqlEngine engine = new PromqlEngine(EngineOptions.DEFAULTS);

  @Test
  void allFormatsShowTheSame() throws IOException {
    try (ScrapeRehearsal rehearsal = ScrapeRehearsal.create()) {
      rehearsal.scrapeNew();
      assertThat(result(rehearsal, 15, "scrape_samples_scraped"))
          .isEqualTo(result(rehearsal, 15, "scrape_series_added"));
      assertThat(result(rehearsal, 15, "count(scrape_samples_scraped == 96)")).isEqualTo("3");
      assertThat(result(rehearsal, 15, "count(count by (__name__, path, code, le) ({path!=\"\"}))"))
          .isEqualTo(String.valueOf(SERIES_OF_A_BODY));
      assertThat(result(rehearsal, 15, "max(stddev by (__name__, path, code, le) ({path!=\"\"}))"))
          .isEqualTo("0");
    }
  }

  @Test
  void seriesStayUntilNewOnesAreAskedFor() throws IOException {
    try (ScrapeRehearsal rehearsal = ScrapeRehearsal.create()) {
      rehearsal.scrapeNew();
      rehearsal.scrapeAgain();
      assertThat(result(rehearsal, 30, "max(scrape_series_added)")).isEqualTo("0");
      assertThat(result(rehearsal, 30, "sum(changes(rehearsed_total[1m])) > 0")).isNotEmpty();
      rehearsal.scrapeNew();
      assertThat(result(rehearsal, 45, "min(scrape_series_added)"))
          .isEqualTo(String.valueOf(SERIES_OF_A_BODY));
      assertThat(result(rehearsal, 45, "{path=~\"/api/1/.*\"}")).isEmpty();
    }
  }

  /** The value of the first series, empty for none. */
  private String result(ScrapeRehearsal rehearsal, long seconds, String query) {
    InstantQuery at = new InstantQuery(query, seconds * 1_000, QueryOptions.DEFAULTS);
    return ((QueryValue.Vector) engine.instant(rehearsal.store(), at).value())
        .samples().stream()
            .findFirst()
            .map(sample -> String.valueOf(Math.round(sample.value())))
            .orElse("");
  }
}
