package dev.deucalion.promql.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.sample.StaleMarker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApproximateEqualityTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, true",
    "1, 1.000001, true",
    "1, 1.00001, false",
    "0, 1e-9, false",
    "0, -0.0, true",
    "NaN, NaN, true",
    "NaN, 1, false",
    "Infinity, Infinity, true",
    "Infinity, -Infinity, false",
    "Infinity, 1e308, false",
    "1.7e308, 1.7000001e308, true",
  })
  void comparesRelatively(double a, double b, boolean equal) {
    assertThat(ApproximateEquality.equal(a, b)).isEqualTo(equal);
    assertThat(ApproximateEquality.equal(b, a)).isEqualTo(equal);
  }

  @Test
  void staleMarkerEqualsOnlyItself() {
    assertThat(ApproximateEquality.equal(StaleMarker.VALUE, StaleMarker.VALUE)).isTrue();
    assertThat(ApproximateEquality.equal(StaleMarker.VALUE, Double.NaN)).isFalse();
  }
}
