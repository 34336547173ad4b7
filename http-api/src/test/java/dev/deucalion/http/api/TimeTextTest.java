package dev.deucalion.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1.5, 1500",
    "-1.5, -1500",
    "0.123456, 123",
    "0.0004, 0",
    "0.0005, 1",
    "1e3, 1000000",
    "+7, 7000",
    "0x1p4, 16000",
    "1_0.5, 10500",
    "0x_1_0p0, 16000",
    "1435781451.781, 1435781451781",
    "1795212613.448, 1795212613448",
    "2015-07-01T20:10:51Z, 1435781451000",
    "2015-07-01T20:10:51.781Z, 1435781451781",
    "2026-01-01T00:00:00.123456+02:00, 1767218400123",
    "2026-01-01T00:00:00.5-00:30, 1767227400500",
    "-292273086-05-16T16:47:06Z, -9223309901257974000",
    "292277025-08-18T07:12:54.999999999Z, 9223309901257974999"
  })
  void times(String text, long timeMs) {
    assertThat(TimeText.parseTimeMs(text)).isEqualTo(timeMs);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1_",
        "_1",
        "1__0",
        "1._5",
        "1f",
        " 1",
        "NaN",
        "Inf",
        "1e400",
        "2015-07-01",
        "2015-07-01 20:10:51Z",
        "2015-02-30T20:10:51Z",
        "2015-07-01T20:10:60Z",
        "2015-07-01T20:10:51",
        "2015-07-01T20:10:51+25:00"
      })
  void noTimes(String text) {
    assertThatThrownBy(() -> TimeText.parseTimeMs(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot parse \"" + text + "\" to a valid timestamp");
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5000000000",
    "0.5, 500000000",
    "-1, -1000000000",
    "5m, 300000000000",
    "1h30m, 5400000000000",
    "1y2w3d4h5m6s7ms, 33019506007000000",
    "0, 0",
    "100ms, 100000000"
  })
  void durations(String text, long nanos) {
    assertThat(TimeText.parseDurationNanos(text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "5M", "1m1h", "1.5m", "-5m", "99999999999y", "m"})
  void noDurations(String text) {
    assertThatThrownBy(() -> TimeText.parseDurationNanos(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot parse \"" + text + "\" to a valid duration");
  }

  @Test
  void durationsThatOverflow() {
    assertThatThrownBy(() -> TimeText.parseDurationNanos("1e300"))
        .hasMessage("cannot parse \"1e300\" to a valid duration. It overflows int64");
  }
}
