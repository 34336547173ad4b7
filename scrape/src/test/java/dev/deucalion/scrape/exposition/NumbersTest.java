package dev.deucalion.scrape.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NumbersTest {
  private static final int NUMBERS = 50_000;

  private static double parse(ExpositionFormat format, String number) throws ExpositionException {
    byte[] body = ("a " + number + "\n# EOF\n").getBytes(StandardCharsets.UTF_8);
    ExpositionParser parser = format.newParser();
    parser.reset(body, body.length);
    assertThat(parser.next()).isEqualTo(EntryKind.SERIES);
    return parser.value();
  }

  private static void assertReads(String number, double expected, String description)
      throws ExpositionException {
    for (ExpositionFormat format : List.of(ExpositionFormat.TEXT, ExpositionFormat.OPEN_METRICS)) {
      assertThat(Double.doubleToRawLongBits(parse(format, number)))
          .as("%s, %s", number, description)
          .isEqualTo(Double.doubleToRawLongBits(expected));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, -0.0",
    "+5, 5",
    "1., 1",
    ".5, 0.5",
    "-.5, -0.5",
    "00012, 12",
    "1e5, 1e5",
    "1E+5, 1e5",
    "1e-5, 1e-5",
    "1.5e00000, 1.5",
    "9007199254740993, 9007199254740993",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, 9223372036854775808",
    "123456789012345678901234567890, 123456789012345678901234567890",
    "0.1, 0.1",
    "0.30000000000000004, 0.30000000000000004",
    "2.2250738585072011e-308, 2.2250738585072011e-308",
    "4.9e-324, 4.9e-324",
    "1e-400, 0",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "123456789e-30, 123456789e-30",
    "1e22, 1e22",
    "1e23, 1e23",
    "9007199254740993e1, 90071992547409930",
    "inf, Infinity",
    "+Inf, Infinity",
    "-iNf, -Infinity",
    "Infinity, Infinity",
    "-infinity, -Infinity",
  })
  void readsWhatGoReads(String number, double expected) throws ExpositionException {
    assertReads(number, expected, "");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "nan", "NAN", "nAn"})
  void everyNanIsTheNormalOne(String number) throws ExpositionException {
    assertReads(number, Double.longBitsToDouble(0x7ff8000000000001L), "");
  }

  @Test
  void readsRandomDoublesBack() throws ExpositionException {
    for (long seed = 0; seed < NUMBERS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertReads(Double.toString(value), value, "seed " + seed);
      }
    }
  }

  @Test
  void readsRandomDecimalsAsJavaDoes() throws ExpositionException {
    for (long seed = 0; seed < NUMBERS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long digits = random.nextLong() >> random.nextInt(64);
      BigDecimal decimal = BigDecimal.valueOf(digits, random.nextInt(25));
      String plain = random.nextBoolean() ? decimal.toPlainString() : decimal.toString();
      assertReads(plain, Double.parseDouble(plain), "seed " + seed);
    }
  }

  @ParameterizedTest
  @EnumSource(value = ExpositionFormat.class, names = "PROTOBUF", mode = EnumSource.Mode.EXCLUDE)
  void readsLongNumbers(ExpositionFormat format) throws ExpositionException {
    assertThat(parse(format, "1" + "0".repeat(300))).isEqualTo(1e300);
    assertThat(parse(format, "0." + "0".repeat(300) + "5")).isEqualTo(5e-301);
    assertThat(parse(format, "0".repeat(100_000) + "7")).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "1, 1.0",
    "-1, -1.0",
    "10, 10.0",
    "0.5, 0.5",
    "100000, 100000.0",
    "999999, 999999.0",
    "1000000, 1e+06",
    "1234567, 1.234567e+06",
    "2.5e10, 2.5e+10",
    "1e100, 1e+100",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "0.000012345, 1.2345e-05",
    "-2.5e-10, -2.5e-10",
    "123.456, 123.456",
    "NaN, NaN",
    "Infinity, +Inf",
    "-Infinity, -Inf",
  })
  void writesAsOpenMetricsDoes(double value, String expected) {
    assertThat(GoFloat.formatOpenMetrics(value)).isEqualTo(expected);
  }
}
