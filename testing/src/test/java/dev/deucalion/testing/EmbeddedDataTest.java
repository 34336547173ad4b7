package dev.deucalion.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.testing.answer.AnswerAssert;
import dev.deucalion.testing.capture.WrittenSample;
import dev.deucalion.testing.capture.WrittenSamples;
import dev.deucalion.testing.rule.RuleGroup;
import dev.deucalion.testing.source.ExpositionSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedDataTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant START = EmbeddedOptions.DEFAULTS.start();

  private final EmbeddedPrometheus prometheus =
      EmbeddedPrometheus.start(
          EmbeddedOptions.DEFAULTS.withExternalLabels(Map.of("cluster", "eu")));

  @AfterEach
  void close() {
    prometheus.close();
  }

  @Test
  void pointsComeInAsTimePasses() {
    prometheus.feed(MINUTE, "a 1+1x3 stale");
    prometheus.assertThat("a").hasValue(1);
    prometheus.advance(Duration.ofMinutes(3));
    prometheus.assertThat("a").hasValue(4);
    prometheus.advance(MINUTE);
    prometheus.assertThat("a").isEmpty();
    prometheus.advance(Duration.ofDays(1));
    prometheus.assertThat("count_over_time(a[2d])").hasValue(4);
  }

  @Test
  void aScriptIsLoadedAtOnceFutureIncluded() {
    prometheus.advance(MINUTE);
    prometheus.load(
        """
        load 1m
          a{x="1"} 0+1x10
          h {{schema:0 count:2 sum:3 buckets:[1 1]}}x10
        """);
    prometheus.assertThat("a").containsOnly("a{x=\"1\"} 0");
    prometheus.assertThat("h").containsOnly("h {{schema:0 count:2 sum:3 buckets:[1 1]}}");
    new AnswerAssert(prometheus.queryRange("a", START, START.plus(Duration.ofMinutes(5)), MINUTE))
        .containsOnly("a{x=\"1\"} _ 0+1x4");
    // Later samples do not keep earlier ones of other series from being taken.
    prometheus.load("load 1m\n  b 1 2 3");
    prometheus.assertThat("b").hasValue(1);
  }

  @Test
  void onlyLoadsAreLoaded() {
    assertThatIllegalArgumentException().isThrownBy(() -> prometheus.load("clear"));
    assertThatIllegalArgumentException().isThrownBy(() -> prometheus.feed(MINUTE, "a 1 two"));
  }

  @Test
  void keepsWhatARemoteEndWouldBeSent() {
    prometheus.scrape("early", ExpositionSource.text(() -> "a 1"));
    prometheus.scrapeNow();
    WrittenSamples written = prometheus.captureRemoteWrite(List.of());
    prometheus.rules(RuleGroup.named("g").record("b", "a + 1"));

    prometheus.advance(Duration.ofSeconds(15));

    long timeMs = START.plusSeconds(15).toEpochMilli();
    assertThat(written.of("a"))
        .singleElement()
        .satisfies(sample -> {
          assertThat(sample.labels().get("cluster")).isEqualTo("eu");
          assertThat(sample.labels().get("job")).isEqualTo("early");
          assertThat(sample.timeMs()).isEqualTo(timeMs);
          assertThat(sample.value()).isEqualTo(1);
        });
    assertThat(written.of("b")).extracting(WrittenSample::value).containsExactly(2.0);
    assertThat(written.of("up")).hasSize(1);

    written.clear();
    prometheus.advance(Duration.ofSeconds(1));
    prometheus.feed(MINUTE, "c stale");
    assertThat(written.all())
        .singleElement()
        .satisfies(sample -> assertThat(StaleMarker.isStale(sample.value())).isTrue());
  }

  @Test
  void theClockGoesOnOnly() {
    prometheus.advanceTo(START.plus(MINUTE));
    assertThat(prometheus.now()).isEqualTo(START.plus(MINUTE));
    assertThat(prometheus.clock().nowMs()).isEqualTo(START.plus(MINUTE).toEpochMilli());
    assertThatIllegalArgumentException().isThrownBy(() -> prometheus.advanceTo(START));
  }

  @Test
  void closingTwiceDoesNoHarm() {
    prometheus.close();
    prometheus.close();
  }

  @Test
  void afterAPointThatIsRefusedTheNextComesAtItsTime() {
    prometheus.load("load 1m\n  a _ 7");
    prometheus.feed(Duration.ofMinutes(1), "a 1 2 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prometheus.advance(Duration.ofMinutes(1)))
        .withMessageContaining("was refused");

    prometheus.advance(Duration.ofMinutes(1));

    prometheus.assertThat("a").hasValue(3);
  }

  @Test
  void pointsThatComeInHaveAnInterval() {
    for (Duration interval : List.of(Duration.ZERO, MINUTE.negated(), Duration.ofNanos(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> prometheus.feed(interval, "a 1 2 3"))
          .withMessageContaining("interval");
    }
    prometheus.assertThat("a").isEmpty();
  }

  @Test
  void aRangeHasSteps() {
    for (Duration step : List.of(Duration.ZERO, MINUTE.negated(), Duration.ofNanos(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> prometheus.queryRange("a", START, START.plus(MINUTE), step))
          .withMessage(
              "zero or negative query resolution step widths are not accepted. Try a positive"
                  + " integer");
    }
  }

  @Test
  void theClockEndsSomewhere() {
    prometheus.advance(MINUTE);
    for (Duration duration :
        List.of(Duration.ofMillis(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> prometheus.advance(duration))
          .withMessageContaining("cannot go on by " + duration);
    }
    assertThat(prometheus.now()).isEqualTo(START.plus(MINUTE));
  }
}
