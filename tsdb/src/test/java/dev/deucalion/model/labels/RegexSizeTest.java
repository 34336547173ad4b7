package dev.deucalion.model.labels;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexSizeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a{1000}",
        "(a{10}){100}",
        "((a{10}){10}){10}|((b{10}){10}){10}",
        "a{900}b{900}",
        "(a{0,}){1000}",
        "a{,2000}{x{y",
        "([^]{2000}a]{30}){30}",
        "(\\x{2000}{30}){30}",
        "(\\Qa{900}\\E{30}){30}",
        "(?:[[:alpha:]]{500}[]{9]){2}",
        "(((((a)))))"
      })
  void whatIsSmallPasses(String regex) {
    assertThatCode(() -> RegexSize.check(regex)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "(a{10}){101} {101}",
        "((a{10}b){10,}c){11} {11}",
        "(x(a{2,500})*){3} {3}",
        "a{99999999999999999999} {99999999999999999999}"
      })
  void repeatsMultiply(String regex, String named) {
    assertThatThrownBy(() -> RegexSize.check(regex))
        .isInstanceOf(PatternSyntaxException.class)
        .hasMessage("error parsing regexp: invalid repeat count: `" + named + "`");
  }

  @Test
  void largeAndDeepExpressionsAreRefused() {
    String large = "(" + "ab".repeat(1_000) + "){600}";
    assertThatThrownBy(() -> RegexSize.check(large)).hasMessageContaining("expression too large");
    assertThatThrownBy(() -> RegexSize.check("(".repeat(1_001) + ")".repeat(1_001)))
        .hasMessageContaining("expression nests too deeply");
  }
}
