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
    "0.0000000000000001h, 0, 0s",
    "2562047h47m16s, 9223372036000000000, 2562047h47m16s",
    "0000000000000000000000001s, 1000000000, 1s",
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
    "2562047h1h, time: invalid duration \"2562047h1h\"",
    "99999999999999999999ns, time: invalid duration \"99999999999999999999ns\"",
  })
  void refuses(String text, String message) {
    assertThatThrownBy(() -> GoDuration.parseNanos(text)).hasMessage(message);
  }
}
