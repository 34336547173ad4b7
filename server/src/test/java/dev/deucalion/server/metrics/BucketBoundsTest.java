package dev.deucalion.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected are the bounds that Prometheus' own metrics have. */
class BucketBoundsTest {
  @ParameterizedTest
  @CsvSource({
    "0.1,0.1,0.1",
    "1.0,1,1.0",
    "100.0,100,100.0",
    "100000.0,100000,100000.0",
    "1000000.0,1e+06,1e+06",
    "1.0E7,1e+07,1e+07",
    "1.0E-5,1e-05,1e-05",
    "0.00128,0.00128,0.00128",
    "+Inf,+Inf,+Inf"
  })
  void boundsAreThoseOfPrometheus(String written, String classic, String open) {
    String line = "a_bucket{handler=\"le=\\\"1.0\\\"}\",le=\"%s\"} 1.0\n".formatted(written);
    String text = "# HELP a 1.0\n" + line + "a_count 1.0\n";
    assertThat(BucketBounds.ofClassicText(text))
        .isEqualTo(text.replace(written + "\"} ", classic + "\"} "));
    assertThat(BucketBounds.ofOpenMetrics(text))
        .isEqualTo(text.replace(written + "\"} ", open + "\"} "));
  }
}
