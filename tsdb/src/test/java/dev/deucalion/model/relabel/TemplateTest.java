package dev.deucalion.model.relabel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "'', ''",
    "$1, one",
    "${1}, one",
    "$0, one-two",
    "$1x, ''",
    "${1}x, onex",
    "$1-$2, one-two",
    "$2$1, twoone",
    "$3, ''",
    "$name, two",
    "${name}s, twos",
    "$names, ''",
    "$$1, $1",
    "$$, $",
    "$, $",
    "a$, a$",
    "$-, $-",
    "${, ${",
    "${1, ${1",
    "${}, ${}",
    "${1-}, ${1-}",
    "$01, ''",
    "$é, ''",
    "$999999999999, ''",
    "$1$, one$",
  })
  void expandsAsGoDoes(String template, String expected) {
    Groups groups =
        Objects.requireNonNull(AnchoredRegex.compile("([a-z]+)-(?P<name>[a-z]+)").match("one-two"));
    assertThat(Template.expand(template, groups)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"(.*), ab, ab", "(.+), ab, ab", ".*, '', ab", "ab|c, '', ab", "(?:ab), '', ab"})
  void shapesDecidedWithoutTheEngineHaveTheSameGroups(String regex, String one, String zero) {
    Groups groups = Objects.requireNonNull(AnchoredRegex.compile(regex).match("ab"));
    assertThat(groups.group(1)).isEqualTo(one);
    assertThat(groups.group(0)).isEqualTo(zero);
    assertThat(groups.group(2)).isEmpty();
    assertThat(groups.group("name")).isEmpty();
  }
}
