package dev.deucalion.server.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromDurationTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0s",
    "0s, 0, 0s",
    "5m, 300000, 5m",
    "90m, 5400000, 1h30m",
    "1d12h, 129600000, 1d12h",
    "15d, 1296000000, 15d",
    "14d, 1209600000, 2w",
    "365d, 31536000000, 1y",
    "324ms, 324, 324ms",
    "1y1w1d1h1m1s1ms, 32230861001, 373d1h1m1s1ms",
  })
  void readsAndWrites(String text, long ms, String written) {
    assertThat(PromDuration.parseMs(text)).isEqualTo(ms);
    assertThat(PromDuration.format(ms)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "1, not a valid duration string: \"1\"",
    "1h1y, not a valid duration string: \"1h1y\"",
    "1m1m, not a valid duration string: \"1m1m\"",
    "-1h, not a valid duration string: \"-1h\"",
    "1.5h, unknown unit \".\" in duration \"1.5h\"",
    "5q, unknown unit \"q\" in duration \"5q\"",
    "999999y, duration out of range",
    "99999999999999999999s, not a valid duration string: \"99999999999999999999s\"",
    "'', empty duration string",
  })
  void refuses(String text, String message) {
    assertThatThrownBy(() -> PromDuration.parseMs(text)).hasMessage(message);
  }

  @Test
  void readsWhatItWrote() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long ms = random.nextLong(1L << random.nextInt(1, 43));
      assertThat(PromDuration.parseMs(PromDuration.format(ms))).as("seed %s", seed).isEqualTo(ms);
    }
  }
}
