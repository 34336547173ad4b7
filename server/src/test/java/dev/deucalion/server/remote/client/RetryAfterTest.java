package dev.deucalion.server.remote.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  /** Sun, 06 Nov 1994 08:49:37 GMT. */
  private static final long NOW_MS = 784_111_777_000L;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7                             | 7000
          0                             | 0
          ''                            | 0
          soon                          | 0
          -5                            | 0
          99999999999999999999          | 0
          Sun, 06 Nov 1994 08:50:37 GMT | 60000
          Sun, 06 Nov 1994 08:48:37 GMT | 0
          """)
  void secondsOrADate(String header, long expectedMs) {
    assertThat(RetryAfter.millis(header, NOW_MS)).isEqualTo(expectedMs);
  }
}
