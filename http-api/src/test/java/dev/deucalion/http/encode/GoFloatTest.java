package dev.deucalion.http.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected texts are those of Go's strconv and encoding/json. */
final class GoFloatTest {
  private static final long SEED = 20_261_120L;

  private final GoFloat floats = new GoFloat();
  private final byte[] out = new byte[GoFloat.MAX_LENGTH];

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0",
    "-0.0, -0, -0, -0",
    "1, 1, 1, 1",
    "-1.5, -1.5, -1.5, -1.5",
    "0.1, 0.1, 0.1, 0.1",
    "0.05, 0.05, 0.05, 0.05",
    "100, 100, 100, 100",
    "1234567.25, 1234567.25, 1234567.25, 1234567.25",
    "0.30000000000000004, 0.30000000000000004, 0.30000000000000004, 0.30000000000000004",
    "9007199254740993, 9007199254740992, 9007199254740992, 9007199254740992",
    "123456789012345680, 123456789012345680, 123456789012345680, 123456789012345680",
    "999999999999999900000, 999999999999999900000, 999999999999999900000, 999999999999999900000",
    "1e21, 1e+21, 1e+21, 1000000000000000000000",
    "-1.25e22, -1.25e+22, -1.25e+22, -12500000000000000000000",
    "0.000001, 0.000001, 0.000001, 0.000001",
    "0.0000012345, 0.0000012345, 0.0000012345, 0.0000012345",
    "9.999e-7, 9.999e-07, 9.999e-7, 0.0000009999",
    "1e-7, 1e-07, 1e-7, 0.0000001",
    "1e-10, 1e-10, 1e-10, 0.0000000001",
    "2.5e100, 2.5e+100, 2.5e+100, "
        + "25000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        + "000000000000",
  })
  void golden(double value, String sample, String json, String plain) {
    assertThat(sample(value)).isEqualTo(sample);
    assertThat(json(value)).isEqualTo(json);
    assertThat(plain(value)).isEqualTo(plain);
  }

  @Test
  void extremes() {
    assertThat(sample(Double.NaN)).isEqualTo("NaN");
    assertThat(plain(Double.NaN)).isEqualTo("NaN");
    assertThat(sample(Double.longBitsToDouble(0x7ff0000000000002L))).isEqualTo("NaN");
    assertThat(sample(Double.POSITIVE_INFINITY)).isEqualTo("+Inf");
    assertThat(plain(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    assertThat(sample(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
    assertThat(sample(Double.MIN_VALUE)).isEqualTo("5e-324");
    assertThat(sample(2 * Double.MIN_VALUE)).isEqualTo("1e-323");
    assertThat(sample(-3 * Double.MIN_VALUE)).isEqualTo("-1.5e-323");
    assertThat(sample(Double.MIN_NORMAL)).isEqualTo("2.2250738585072014e-308");
    assertThat(plain(-Double.MIN_VALUE)).startsWith("-0.000").endsWith("0005").hasSize(327);
    assertThat(plain(-Double.MAX_VALUE)).startsWith("-17976931348623157000").hasSize(310);
  }

  @Test
  void smallestNumbersHaveTheFewestDigits() {
    for (int i = 1; i < 5_000; i++) {
      double value = i * Double.MIN_VALUE;
      String text = sample(value);
      assertThat(Double.parseDouble(text)).as(text).isEqualTo(value);
      int digits = new BigDecimal(text).stripTrailingZeros().precision();
      for (int fewer = 1; fewer < digits; fewer++) {
        double shorter =
            new BigDecimal(value).round(new java.math.MathContext(fewer)).doubleValue();
        assertThat(shorter).as("%s with %d digits", text, fewer).isNotEqualTo(value);
      }
    }
  }

  @Test
  void everyFormReadsBackAsTheSameNumber() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200_000; i++) {
      double value = next(random, i);
      if (!Double.isFinite(value)) {
        continue;
      }
      String sample = sample(value);
      String plain = plain(value);
      assertThat(Double.parseDouble(sample)).as("seed %d", SEED).isEqualTo(value);
      assertThat(plain).as("seed %d", SEED).doesNotContain("e");
      assertThat(new BigDecimal(plain))
          .as("seed %d, %s", SEED, sample)
          .isEqualByComparingTo(new BigDecimal(json(value)));
      // The JDK's text has the fewest digits but for the smallest numbers, which have a test.
      BigDecimal shortest = new BigDecimal(Double.toString(value));
      if (Math.abs(value) > 1e-300) {
        assertThat(new BigDecimal(sample)).as("seed %d", SEED).isEqualByComparingTo(shortest);
      }
    }
  }

  /** Any bits, short decimals, counters, ratios of counters. */
  private static double next(Random random, int i) {
    return switch (i % 4) {
      case 0 -> Double.longBitsToDouble(random.nextLong());
      case 1 -> random.nextInt(1_000_000_000) / Math.pow(10, random.nextInt(12));
      case 2 -> random.nextLong(1L << 60);
      default -> random.nextInt(1_000_000) / (1.0 + random.nextInt(10_000));
    };
  }

  private String sample(double value) {
    return text(floats.sample(value, out, 0));
  }

  private String json(double value) {
    return text(floats.json(value, out, 0));
  }

  private String plain(double value) {
    return text(floats.plain(value, out, 0));
  }

  private String text(int length) {
    return new String(out, 0, length, StandardCharsets.US_ASCII);
  }
}
