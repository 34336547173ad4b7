package dev.deucalion.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.testing.EmbeddedOptions;
import dev.deucalion.testing.EmbeddedPrometheus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

class PrometheusExtensionTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Nested
  @PrometheusTest
  class ByMethod {
    private static final Set<EmbeddedPrometheus> SEEN = new HashSet<>();

    @BeforeEach
    void feed(EmbeddedPrometheus prometheus) {
      prometheus.feed(MINUTE, "a 1");
    }

    @RepeatedTest(2)
    void eachTestHasItsOwn(EmbeddedPrometheus prometheus) {
      assertThat(SEEN.add(prometheus)).isTrue();
      assertThat(prometheus.now()).isEqualTo(EmbeddedOptions.DEFAULTS.start());
      prometheus.assertThat("a").hasValue(1);
      prometheus.advance(MINUTE);
    }
  }

  @Nested
  @PrometheusTest(scope = PrometheusTest.Scope.CLASS)
  class ByClass {
    private static final Set<EmbeddedPrometheus> SEEN = new HashSet<>();

    @BeforeAll
    static void feed(EmbeddedPrometheus prometheus) {
      SEEN.add(prometheus);
      prometheus.feed(MINUTE, "a 1x10");
    }

    @RepeatedTest(2)
    void allTestsHaveTheSame(EmbeddedPrometheus prometheus) {
      prometheus.advance(MINUTE);
      SEEN.add(prometheus);
      assertThat(SEEN).hasSize(1);
      prometheus.assertThat("a").hasValue(1);
    }

    @AfterAll
    static void wasShared(EmbeddedPrometheus prometheus) {
      assertThat(prometheus.now())
          .isEqualTo(EmbeddedOptions.DEFAULTS.start().plus(MINUTE.multipliedBy(2)));
    }
  }

  @Nested
  class WithOptions {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    @RegisterExtension
    static final PrometheusExtension PROMETHEUS =
        new PrometheusExtension(
            EmbeddedOptions.DEFAULTS.startingAt(START), PrometheusTest.Scope.METHOD);

    @Test
    void optionsAreThoseOfTheExtension(EmbeddedPrometheus prometheus) {
      assertThat(prometheus.now()).isEqualTo(START);
    }
  }

  @TestFactory
  Stream<DynamicTest> scriptsAreTests() {
    return ScriptTests.of(
        "inline",
        """
        load 1m
          a 0+60x10

        eval instant at 10m rate(a[5m])
          {} 1

        eval range from 0 to 2m step 1m a
          a 0 60 120
        """);
  }

  @Test
  void aQueryThatFailsIsATestThatFails() {
    assertThat(ScriptTests.of("wrong", "eval instant at 0 vector(1)\n  {} 2\n"))
        .singleElement()
        .satisfies(test ->
            assertThatThrownBy(() -> test.getExecutable().execute())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("wrong:1: vector(1)"));
  }
}
