package dev.deucalion.model.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0s",
    "0s, 0, 0s",
    "15s, 15000, 15s",
    "90s, 90000, 1m30s",
    "1h30m, 5400000, 1h30m",
    "2w, 1209600000, 2w",
    "90d, 7776000000, 90d",
    "1y, 31536000000, 1y",
    "1m1ms, 60001, 1m1ms",
    "1500ms, 1500, 1s500ms",
  })
  void parsesAndFormats(String text, long ms, String shortest) {
    assertThat(DurationText.parseMs(text)).isEqualTo(ms);
    assertThat(DurationText.format(ms)).isEqualTo(shortest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|empty duration string",
        "1|not a valid duration string: \"1\"",
        "-1s|not a valid duration string: \"-1s\"",
        "1.5h|unknown unit \".\" in duration \"1.5h\"",
        "1s1m|not a valid duration string: \"1s1m\"",
        "1m1m|not a valid duration string: \"1m1m\"",
        "s|not a valid duration string: \"s\"",
        "300y|duration out of range",
        "99999999999999999999s|duration out of range",
      })
  void refuses(String text, String error) {
    assertThatThrownBy(() -> DurationText.parseMs(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(error);
  }
}
