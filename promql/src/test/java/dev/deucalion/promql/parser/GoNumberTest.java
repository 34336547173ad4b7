package dev.deucalion.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GoNumberTest {
  private static final Pattern FLOAT = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(e[+-]?\\d+)?");

  @Test
  void readsNumbersOfAllForms() {
    assertThat(GoNumber.parse("12")).isEqualTo(12);
    assertThat(GoNumber.parse("1.")).isEqualTo(1);
    assertThat(GoNumber.parse(".5")).isEqualTo(0.5);
    assertThat(GoNumber.parse("1_000.2_5e+0_3")).isEqualTo(1_000_250);
    assertThat(GoNumber.parse("0x1F")).isEqualTo(31);
    assertThat(GoNumber.parse("017")).isEqualTo(15);
    assertThat(GoNumber.parse("NaN")).isNaN();
    assertThat(GoNumber.parse("Inf")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(GoNumber.parse("infinity")).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void refusesWhatIsNoFloat() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(1, 6); text.length() < length; ) {
        text.append("12.e+-".charAt(random.nextInt(6)));
      }
      String number = text.toString();
      if (FLOAT.matcher(number).matches()) {
        assertThat(GoNumber.parse(number)).as(number).isEqualTo(Double.parseDouble(number));
      } else {
        assertThatThrownBy(() -> GoNumber.parse(number))
            .as(number)
            .isInstanceOf(NumberFormatException.class)
            .hasMessageEndingWith(": invalid syntax");
      }
    }
  }
}
