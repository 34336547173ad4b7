package dev.deucalion.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.scrape.options.NameEscaping;
import dev.deucalion.scrape.options.ScrapeProtocol;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScrapeRequestsTest {
  @Test
  void asksByDefaultAsPrometheusDoes() {
    assertThat(ScrapeRequests.accept(ScrapeProtocol.DEFAULTS, NameEscaping.ALLOW_UTF8))
        .isEqualTo(
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                + "application/openmetrics-text;version=0.0.1;q=0.5,"
                + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2");
  }

  @Test
  void asksForWhatIsConfigured() {
    assertThat(
            ScrapeRequests.accept(
                List.of(ScrapeProtocol.PROMETHEUS_TEXT_1_0_0), NameEscaping.UNDERSCORES))
        .isEqualTo("text/plain;version=1.0.0;escaping=underscores;q=0.6,*/*;q=0.5");
  }
}
