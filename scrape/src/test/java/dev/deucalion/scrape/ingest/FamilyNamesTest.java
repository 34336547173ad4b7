package dev.deucalion.scrape.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.metadata.MetricType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyNamesTest {
  @ParameterizedTest
  @CsvSource({
    "a_total, a, COUNTER, true",
    "a_total, a_total, COUNTER, true",
    "a, a, COUNTER, true",
    "ab_total, a, COUNTER, false",
    "a_bucket, a, HISTOGRAM, true",
    "a_sum, a, HISTOGRAM, true",
    "a_total, a, HISTOGRAM, false",
    "a_gsum, a, GAUGEHISTOGRAM, true",
    "a_sum, a, GAUGEHISTOGRAM, false",
    "a_count, a, SUMMARY, true",
    "a, a, SUMMARY, true",
    "a_bucket, a, SUMMARY, false",
    "a_info, a, INFO, true",
    "a_info, a_info, INFO, true",
    "a, a, GAUGE, true",
    "a_sum, a, GAUGE, false",
    "b, a, UNKNOWN, false",
  })
  void tellSeriesOfAFamily(String series, String family, MetricType type, boolean is) {
    assertThat(FamilyNames.isOf(series, family, type)).isEqualTo(is);
  }
}
