package dev.deucalion.http.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HttpDateTest {
  private static final long SEED = 20261121;
  private static final long DAY_MS = 86_400_000;

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final AtomicLong nowMs = new AtomicLong();
  private final HttpDate date = new HttpDate(nowMs::get);

  @Test
  void isTheExampleOfTheStandard() {
    nowMs.set(Instant.parse("1994-11-06T08:49:37Z").toEpochMilli());
    assertThat(date.now()).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @Test
  void writesWhatTheFormatterWrites() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int day = 0; day < 5_000; day++) {
      nowMs.set(10L * day * DAY_MS + random.nextLong(DAY_MS));
      assertThat(date.now())
          .as("seed %d", SEED)
          .isEqualTo(FORMAT.format(Instant.ofEpochMilli(nowMs.get())));
    }
  }
}
