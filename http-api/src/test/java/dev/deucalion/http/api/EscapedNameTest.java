package dev.deucalion.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EscapedNameTest {
  @ParameterizedTest
  @CsvSource({
    "job, job",
    "U__my_2e_name, my.name",
    "U__a__b, a_b",
    "U___1F600_x, 😀x",
    "U___1f600_, 😀",
    "U__a_2f_b, a/b",
    // Not rightly escaped, so meant as it stands.
    "U__a_2e, U__a_2e",
    "U__a_zz_b, U__a_zz_b",
    "U__a_d800_b, U__a_d800_b",
    "U__a_1234567_b, U__a_1234567_b",
    "U__a_110000_b, U__a_110000_b",
    "U__a_, U__a_"
  })
  void decodes(String text, String name) {
    assertThat(EscapedName.decode(text)).isEqualTo(name);
  }
}
