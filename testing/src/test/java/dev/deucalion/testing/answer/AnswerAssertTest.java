package dev.deucalion.testing.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.testing.EmbeddedPrometheus;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerAssertTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final EmbeddedPrometheus prometheus = EmbeddedPrometheus.start();

  @BeforeEach
  void load() {
    prometheus.load(
        """
        load 1m
          a{job="api"} 1+1x10
          a{job="shop"} 5x10
          h{job="api"} {{schema:0 count:2 sum:3 buckets:[1 1]}}x10
        """);
  }

  @AfterEach
  void close() {
    prometheus.close();
  }

  private static void assertFails(ThrowingCallable check, String message) {
    assertThatThrownBy(check).isInstanceOf(AssertionError.class).hasMessage(message);
  }

  @Test
  void showsWhatDiffersSeriesBySeries() {
    assertFails(
        () ->
            prometheus
                .assertThat("a")
                .containsOnly("a{job=\"api\"} 2", "a{job=\"db\"} 1", "a{job=\"shop\"} 5"),
        """
        expected answer of a at 2026-01-01T00:00:00Z to be these series \
        (- missing, + not expected):
        - a{job="api"} 2
        + a{job="api"} 1
        - a{job="db"} 1
          a{job="shop"} 5\
        """);
  }

  @Test
  void comparesRangesStepByStep() {
    Answer answer =
        prometheus.queryRange(
            "a{job=\"api\"} != 2",
            prometheus.now(),
            prometheus.now().plus(MINUTE.multipliedBy(3)),
            MINUTE);
    new AnswerAssert(answer).containsOnly("a{job=\"api\"} 1 _ 3 4");
    assertFails(
        () -> new AnswerAssert(answer).contains("a{job=\"api\"} 1 2 3 4"),
        """
        expected answer of a{job="api"} != 2 from 2026-01-01T00:00:00Z to 2026-01-01T00:03:00Z \
        by PT1M to contain these series (- missing, + not expected):
        - a{job="api"} 1 2 3 4
        + a{job="api"} 1 _ 3 4\
        """);
    assertThat(answer.series()).hasSize(1);
    assertThatThrownBy(answer::samples).isInstanceOf(AssertionError.class);
  }

  @Test
  void comparesHistograms() {
    prometheus.assertThat("h").contains("h{job=\"api\"} {{schema:0 count:2 sum:3 buckets:[1 1]}}");
    assertFails(
        () ->
            prometheus
                .assertThat("h")
                .contains("h{job=\"api\"} {{schema:0 count:2 sum:4 buckets:[1 1]}}"),
        """
        expected answer of h at 2026-01-01T00:00:00Z to contain these series \
        (- missing, + not expected):
        - h{job="api"} {{count:2 sum:4 buckets:[1 1]}}
        + h{job="api"} {{count:2 sum:3 buckets:[1 1]}}\
        """);
  }

  @Test
  void looksAtOrderOnlyWhereItIsAsked() {
    prometheus
        .assertThat("sort_desc(a)")
        .containsOnly("a{job=\"api\"} 1", "a{job=\"shop\"} 5")
        .containsExactly("a{job=\"shop\"} 5", "a{job=\"api\"} 1");
    assertFails(
        () ->
            prometheus
                .assertThat("sort(a)")
                .containsExactly("a{job=\"shop\"} 5", "a{job=\"api\"} 1"),
        """
        expected another order:
          a{job="shop"} 5
          a{job="api"} 1
        than answer of sort(a) at 2026-01-01T00:00:00Z:
          a{job="api"} 1
          a{job="shop"} 5\
        """);
  }

  @Test
  void allowsForRoundingUnlessToldOtherwise() {
    prometheus.assertThat("0.1 + 0.2").hasValue(0.3);
    prometheus.assertThat("0.1 + 0.2").within(0).hasValue(0.1 + 0.2);
    assertThatThrownBy(() -> prometheus.assertThat("0.1 + 0.2").within(0).hasValue(0.3))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> prometheus.assertThat("vector(100)").hasValue(101))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void countsSeriesAndWarnings() {
    prometheus
        .assertThat("a")
        .hasSize(2)
        .isNotEmpty()
        .doesNotContain("a{job=\"db\"}")
        .hasNoWarnings();
    prometheus.assertThat("a{job=\"db\"}").isEmpty();
    prometheus.assertThat("quantile(2, a)").hasWarningContaining("quantile");
    assertThatThrownBy(() -> prometheus.assertThat("quantile(2, a)").hasNoWarnings())
        .isInstanceOf(AssertionError.class);
    assertFails(
        () -> prometheus.assertThat("a").isEmpty(),
        """
        expected no samples as answer of a at 2026-01-01T00:00:00Z:
          a{job="api"} 1
          a{job="shop"} 5\
        """);
    assertFails(
        () -> prometheus.assertThat("nothing").hasValue(1),
        "expected the value 1 as answer of nothing at 2026-01-01T00:00:00Z: nothing");
  }

  @Test
  void givesResultsAsObjects() {
    assertThat(prometheus.query("sum(a)").number()).isEqualTo(6);
    assertThat(prometheus.query("a").samples())
        .extracting(sample -> sample.labels().get("job"))
        .containsExactlyInAnyOrder("api", "shop");
    assertThat(prometheus.query("\"text\"").toString())
        .isEqualTo("answer of \"text\" at 2026-01-01T00:00:00Z:\n  {} \"text\"");
    assertThatThrownBy(() -> prometheus.query("a").number()).isInstanceOf(AssertionError.class);
  }

  @Test
  void infiniteValuesMatchThemselvesOnly() {
    prometheus.assertThat("1/0").hasValue(Double.POSITIVE_INFINITY);
    prometheus.assertThat("-1/0").hasValue(Double.NEGATIVE_INFINITY);
    for (double other : new double[] {5, Double.NEGATIVE_INFINITY, Double.NaN}) {
      assertThatThrownBy(() -> prometheus.assertThat("1/0").hasValue(other))
          .isInstanceOf(AssertionError.class);
    }
    assertThatThrownBy(() -> prometheus.assertThat("vector(5)").hasValue(Double.POSITIVE_INFINITY))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> prometheus.assertThat("vector(5)").containsOnly("{} Inf"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aStringMatchesNoNumber() {
    assertFails(
        () -> prometheus.assertThat("\"x\"").containsOnly("{} 0"),
        """
        expected answer of "x" at 2026-01-01T00:00:00Z to be these series (- missing, + not expected):
        - {} 0
        + {} "x"\
        """);
    assertThatThrownBy(() -> prometheus.assertThat("\"x\"").hasValue(0))
        .isInstanceOf(AssertionError.class);
  }
}
