package dev.deucalion.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ParametersTest {
  @Test
  void readsPairsInOrder() {
    Parameters p = Parameters.parse("a=1&&b=x+y%2B%C3%A9&a=2&c&=d");
    assertThat(p.all("a")).containsExactly("1", "2");
    assertThat(p.first("b")).isEqualTo("x y+é");
    assertThat(p.first("c")).isEmpty();
    assertThat(p.all("c")).containsExactly("");
    assertThat(p.first("")).isEqualTo("d");
    assertThat(p.first("z")).isEmpty();
    assertThat(p.error()).isNull();
  }

  @Test
  void leavesOutWhatItCannotRead() {
    Parameters p = Parameters.parse("a=%zz&b=1&c=2;d=3&e=%4");
    assertThat(p.first("a")).isEmpty();
    assertThat(p.first("b")).isEqualTo("1");
    assertThat(p.first("c")).isEmpty();
    assertThat(p.error()).isEqualTo("invalid URL escape \"%zz\"");
    assertThat(Parameters.parse("c=2;d=3").error())
        .isEqualTo("invalid semicolon separator in query");
    assertThat(Parameters.parse("e=%4").error()).isEqualTo("invalid URL escape \"%4\"");
  }

  @Test
  void bodyGoesBeforeUrl() {
    Parameters both = Parameters.parse("a=1").followedBy(Parameters.parse("a=2&b=3"));
    assertThat(both.all("a")).containsExactly("1", "2");
    assertThat(both.first("b")).isEqualTo("3");
  }

  @Test
  void bytesThatAreNotUtf8() {
    assertThat(Parameters.parse("a=%ff").first("a")).isEqualTo("\ufffd");
  }
}
