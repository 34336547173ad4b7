package dev.deucalion.model.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UtcTextTest {
  private static final long SEED = 20261121;
  private static final long MAX_SECONDS = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
  private static final long MIN_SECONDS = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter SHORTEST =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral('Z')
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Test
  void writesWhatTheFormattersWrite() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 5_000; i++) {
      long second = random.nextLong(MIN_SECONDS, MAX_SECONDS + 1);
      int unit = (int) Math.pow(10, random.nextInt(10));
      Instant time = Instant.ofEpochSecond(second, random.nextLong(1_000_000_000L) / unit * unit);
      assertThat(UtcText.shortest(time)).as("seed %d", SEED).isEqualTo(SHORTEST.format(time));
      assertThat(UtcText.milliseconds(time.toEpochMilli()))
          .as("seed %d", SEED)
          .isEqualTo(MILLISECONDS.format(time));
    }
  }
}
