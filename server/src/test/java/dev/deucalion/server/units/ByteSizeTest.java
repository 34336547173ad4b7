package dev.deucalion.server.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0B",
    "0B, 0, 0B",
    "512MB, 536870912, 512MiB",
    "512MiB, 536870912, 512MiB",
    "1.5GB, 1610612736, 1GiB512MiB",
    "1EB, 1152921504606846976, 1EiB",
    "1KB1B, 1025, 1KiB1B",
    "-1GB, -1073741824, -1GiB",
  })
  void readsAndWrites(String text, long bytes, String written) {
    assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    assertThat(ByteSize.format(bytes)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "100, units: unknown unit  in 100",
    "5q, units: unknown unit q in 5q",
    "5KK, units: unknown unit KK in 5KK",
    "abc, units: invalid abc",
    "1.2.3MB, units: invalid 1.2.3MB",
    "99EB, units: invalid 99EB",
    "'', 'units: invalid '",
  })
  void refuses(String text, String message) {
    assertThatThrownBy(() -> ByteSize.parse(text)).hasMessage(message);
  }
}
