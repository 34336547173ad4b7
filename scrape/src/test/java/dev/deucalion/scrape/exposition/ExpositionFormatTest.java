package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain|TEXT",
        "text/plain; version=0.0.4|TEXT",
        "Text/Plain ;version=1.0.0;charset=\"utf-8\"; escaping=allow-utf-8;|TEXT",
        "text/plain;|TEXT",
        "application/openmetrics-text|OPEN_METRICS",
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
            + " encoding=delimited|PROTOBUF",
        "application/openmetrics-text; version=1.0.0; charset=utf-8|OPEN_METRICS",
      })
  void knownTypes(String contentType, ExpositionFormat format) throws ExpositionException {
    assertThat(ExpositionFormat.fromContentType(contentType, null)).isEqualTo(format);
    for (ExpositionFormat fallback : ExpositionFormat.values()) {
      assertThat(ExpositionFormat.fromContentType(contentType, fallback)).isEqualTo(format);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|non-compliant scrape target sending blank Content-Type and no"
            + " fallback_scrape_protocol specified for target",
        "text/html|received unsupported Content-Type \"text/html\" and no"
            + " fallback_scrape_protocol specified for target",
        "invalid/|cannot parse Content-Type \"invalid/\" and no fallback_scrape_protocol for"
            + " target\\nmime: expected token after slash",
        "a/b/c|cannot parse Content-Type \"a/b/c\" and no fallback_scrape_protocol for"
            + " target\\nmime: unexpected content after media subtype",
        "/|cannot parse Content-Type \"/\" and no fallback_scrape_protocol for"
            + " target\\nmime: no media type",
        "a b|cannot parse Content-Type \"a b\" and no fallback_scrape_protocol for"
            + " target\\nmime: expected slash after first token",
        "text/plain; a=b; A=c|cannot parse Content-Type \"text/plain; a=b; A=c\" and no"
            + " fallback_scrape_protocol for target\\nmime: duplicate parameter name",
        "text/plain; a|cannot parse Content-Type \"text/plain; a\" and no"
            + " fallback_scrape_protocol for target\\nmime: invalid media parameter",
        "text/plain; a=|cannot parse Content-Type \"text/plain; a=\" and no"
            + " fallback_scrape_protocol for target\\nmime: invalid media parameter",
      })
  void othersAreRefused(String contentType, String message) {
    assertThatThrownBy(() -> ExpositionFormat.fromContentType(contentType, null))
        .isInstanceOf(ExpositionException.class)
        .hasMessage(message.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/html", "invalid/", "/", "text/plain; a=b; a=c"})
  void theFallbackIsTakenForOthers(String contentType) throws ExpositionException {
    for (ExpositionFormat fallback : ExpositionFormat.values()) {
      assertThat(ExpositionFormat.fromContentType(contentType, fallback)).isEqualTo(fallback);
    }
  }
}
