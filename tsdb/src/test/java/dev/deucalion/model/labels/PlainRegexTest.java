package dev.deucalion.model.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.re2j.Pattern;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainRegexTest {
  private static final String CHARACTERS = "ab0.*+?|()[]{}^$\\-_ ,é";

  @Test
  void knowsWhatDashboardsWrite() {
    assertThat(PlainRegex.is("pod-7-.*")).isTrue();
    assertThat(PlainRegex.is("500|503")).isTrue();
    assertThat(PlainRegex.is(".+")).isTrue();
    assertThat(PlainRegex.is("5..")).isTrue();
    assertThat(PlainRegex.is("")).isTrue();
  }

  @Test
  void isNotSureOfWhatCouldBeWrong() {
    for (String regex : new String[] {"*", ".**", ".+?", "a*", "|+", "(", "[a", "a{", "\\", "é"}) {
      assertThat(PlainRegex.is(regex)).as(regex).isFalse();
    }
  }

  @Test
  void whatItIsSureOfCompiles() {
    long seed = 20_261_122;
    Random random = new Random(seed);
    int sure = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder regex = new StringBuilder();
      for (int k = random.nextInt(6); k > 0; k--) {
        regex.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
      }
      String text = regex.toString();
      if (PlainRegex.is(text)) {
        sure++;
        assertThatCode(() -> Pattern.compile(text))
            .as("seed %d, %s", seed, text)
            .doesNotThrowAnyException();
      }
    }
    assertThat(sure).isGreaterThan(10_000);
  }
}
