package dev.deucalion.model.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "ab",
          ".",
          ".*",
          ".+",
          "|",
          "(",
          ")",
          "(?:",
          "[ab]",
          "[a-c]",
          "[^a]",
          "\\.",
          "\\d",
          "?",
          "*",
          "^",
          "$",
          "(a|b)",
          "(?i)",
          "\\Q",
          "é",
          "\ud83d\ude00",
          "x*",
          "\n",
          "[]]",
          "a{2}",
          "-");
  private static final List<String> TEXT =
      List.of(
          "a", "b", "c", "ab", ".", "1", "é", "\ud83d\ude00", "x", "\n", "-", "]", "A", "|", "(");

  private static Matcher regex(String pattern) {
    return Matcher.of(MatchType.REGEX, "l", pattern);
  }

  @Test
  void everyShortcutAgreesWithTheEngine() {
    Random random = new Random(42);
    int valid = 0;
    int engineless = 0;
    for (int i = 0; i < 60_000; i++) {
      String pattern = random(random, PIECES, 6);
      Pattern engine;
      try {
        engine = Pattern.compile(pattern, Pattern.DOTALL);
      } catch (PatternSyntaxException e) {
        assertThatThrownBy(() -> regex(pattern)).isInstanceOf(PatternSyntaxException.class);
        continue;
      }
      valid++;
      Matcher matcher = regex(pattern);
      engineless += RegexAnalyzer.analyze(pattern) instanceof StringMatcher.Regex ? 0 : 1;
      for (int k = 0; k < 12; k++) {
        String text = k == 0 ? "" : random(random, TEXT, 4);
        assertThat(matcher.matches(text))
            .as("'%s' on '%s'", pattern, text)
            .isEqualTo(engine.matches(text));
      }
      List<String> set = matcher.setMatches();
      if (set != null) {
        assertThat(set).allMatch(matcher::matches);
      }
      if (matcher.isWildcard()) {
        assertThat(matcher.matches("anything")).isTrue();
      }
    }
    assertThat(valid).isGreaterThan(10_000);
    assertThat(engineless).isGreaterThan(3000);
  }

  private static String random(Random random, List<String> pieces, int most) {
    StringBuilder s = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      s.append(pieces.get(random.nextInt(pieces.size())));
    }
    return s.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(; error parsing regexp: missing closing ): `(`",
        "a)b; error parsing regexp: unexpected ): `a)b`",
        "*; error parsing regexp: missing argument to repetition operator: `*`",
        "[a; error parsing regexp: missing closing ]: `[a`",
        "a{1001}; error parsing regexp: invalid repeat count: `{1001}`",
        "(?=a); error parsing regexp: invalid or unsupported Perl syntax: `(?=`",
      })
  void errorsAreThoseOfGo(String pattern, String message) {
    assertThatThrownBy(() -> regex(pattern)).hasMessage(message);
  }

  @Test
  void finiteExpressionsListTheirStrings() {
    assertThat(regex("a|b").setMatches()).containsExactly("a", "b");
    assertThat(regex("x(a|b)[12]\\.c").setMatches())
        .containsExactly("xa1.c", "xa2.c", "xb1.c", "xb2.c");
    assertThat(regex("").setMatches()).containsExactly("");
    assertThat(regex("a.*").setMatches()).isNull();
    assertThat(Matcher.equal("l", "a").setMatches()).isNull();
    assertThat(regex(".*").isWildcard()).isTrue();
    assertThat(regex(".+").isWildcard()).isTrue();
    assertThat(regex("a.*").isWildcard()).isFalse();
  }

  @Test
  void printsAsWritten() {
    assertThat(Matcher.of(MatchType.NOT_REGEX, "job", "a.*\"")).hasToString("job!~\"a.*\\\"\"");
    assertThat(Matcher.equal("a.b", "x")).hasToString("\"a.b\"=\"x\"");
  }
}
