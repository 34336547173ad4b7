package dev.deucalion.server.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0s",
    "2ms, 2000000, 2ms",
    "1.5s, 1500000000, 1.5s",
    "90m, 5400000000000, 1h30m0s",
    "-1m, -60000000000, -1m0s",
    "100us, 100000, 100µs",
    "7ns, 7, 7ns",
  })
  void readsAndWrites(String text, long nanos, String written) {
    assertThat(GoDuration.parseNanos(text)).isEqualTo(nanos);
    assertThat(GoDuration.format(nanos)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "2, time: missing unit in duration \"2\"",
    "2d, time: unknown unit \"d\" in duration \"2d\"",
    "ms, time: invalid duration \"ms\"",
    "'', time: invalid duration \"\"",
    "9999999h, time: invalid duration \"9999999h\"",
  })
  void refuses(String text, String message) {
    assertThatThrownBy(() -> GoDuration.parseNanos(text)).hasMessage(message);
  }
}
