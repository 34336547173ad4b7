package dev.deucalion.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogFormatTest {
  private static final Instant TIME = Instant.parse("2026-11-20T10:00:00.120Z");

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final Logger log = LoggerFactory.getLogger(LogFormatTest.class);
  private LogSettings previous = LogSettings.current();

  private void logIn(Level level, LogFormat format) {
    previous = new LogSettings(level, format, output, () -> TIME).install();
  }

  @AfterEach
  void restore() {
    previous.install();
  }

  private String written() {
    return output
        .toString(StandardCharsets.UTF_8)
        .replaceAll("LogFormatTest\\.java:\\d+", "LogFormatTest.java:1");
  }

  @Test
  void logfmtQuotesWhereNeeded() {
    logIn(Level.INFO, LogFormat.LOGFMT);
    log.atInfo()
        .addKeyValue("path", "a\\b")
        .addKeyValue("text", "two words")
        .addKeyValue("quoted", "a\"b")
        .addKeyValue("empty", "")
        .addKeyValue("equals", "a=b")
        .addKeyValue("count", 3)
        .addKeyValue("level", "own")
        .log("A message for {}", "you");
    assertThat(written())
        .isEqualTo(
            "time=2026-11-20T10:00:00.120Z level=INFO source=LogFormatTest.java:1"
                + " msg=\"A message for you\" path=a\\b text=\"two words\" quoted=\"a\\\"b\""
                + " empty=\"\" equals=\"a=b\" count=3 logged_level=own\n");
  }

  @Test
  void jsonKeepsNumbersAndBooleans() {
    logIn(Level.INFO, LogFormat.JSON);
    log.atWarn()
        .addKeyValue("count", 3)
        .addKeyValue("ok", true)
        .addKeyValue("nan", Double.NaN)
        .addKeyValue("text", "a\n\"b\"\u0001")
        .log("msg");
    assertThat(written())
        .isEqualTo(
            "{\"time\":\"2026-11-20T10:00:00.12Z\",\"level\":\"WARN\","
                + "\"source\":\"LogFormatTest.java:1\",\"msg\":\"msg\",\"count\":3,\"ok\":true,"
                + "\"nan\":\"NaN\",\"text\":\"a\\n\\\"b\\\"\\u0001\"}\n");
  }

  @Test
  void levelsBelowAreLeftOut() {
    logIn(Level.WARN, LogFormat.LOGFMT);
    log.info("quiet");
    log.atDebug().log("quiet");
    log.error("loud");
    assertThat(written()).contains("level=ERROR").doesNotContain("quiet");
    assertThat(log.isInfoEnabled()).isFalse();
  }

  @Test
  void whatWasThrownIsAField() {
    logIn(Level.INFO, LogFormat.LOGFMT);
    log.error("failed", new java.io.IOException("disk full"));
    assertThat(written()).contains("err=\"disk full\"").doesNotContain("stack=");
    log.error("failed", new IllegalStateException("a fault of ours"));
    assertThat(written()).contains("stack=\"java.lang.IllegalStateException: a fault of ours\\n");
  }
}
