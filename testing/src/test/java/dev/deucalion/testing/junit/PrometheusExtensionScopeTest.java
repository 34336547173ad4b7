package dev.deucalion.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.testing.EmbeddedOptions;
import dev.deucalion.testing.EmbeddedPrometheus;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What shares an instance, and how long it lives. */
class PrometheusExtensionScopeTest {
  /** One for each class that shares one. */
  private static final Set<EmbeddedPrometheus> OF_CLASSES = new HashSet<>();

  @AfterAll
  static void classesWithTheirOwnHadOneEachAndItIsClosed() {
    assertThat(OF_CLASSES).hasSize(6);
    for (EmbeddedPrometheus prometheus : OF_CLASSES) {
      assertThatThrownBy(() -> prometheus.feed(Duration.ofMinutes(1), "a 1"))
          .hasMessageContaining("closed");
    }
  }

  /** Notes which it has; so do classes within, which have the same. */
  abstract static class Noting {
    @Test
    void isNoted(EmbeddedPrometheus prometheus) {
      OF_CLASSES.add(prometheus);
    }
  }

  @Nested
  @PrometheusTest(scope = PrometheusTest.Scope.CLASS)
  class First extends Noting {
    @Nested
    class Inner extends Noting {}
  }

  @Nested
  @PrometheusTest(scope = PrometheusTest.Scope.CLASS)
  class Second extends Noting {}

  /** An annotation of one's own. */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @PrometheusTest(scope = PrometheusTest.Scope.CLASS)
  @interface Shared {}

  @Nested
  @Shared
  class Composed extends Noting {
    @Nested
    class Inner extends Noting {}
  }

  /** Says it for all that implement it. */
  @PrometheusTest(scope = PrometheusTest.Scope.CLASS)
  interface Sharing {}

  @Nested
  class Implementing extends Noting implements Sharing {
    @Nested
    class Inner extends Noting {}
  }

  @Nested
  class Registered extends Noting {
    @RegisterExtension
    static final PrometheusExtension PROMETHEUS =
        new PrometheusExtension(EmbeddedOptions.DEFAULTS, PrometheusTest.Scope.CLASS);

    @Nested
    class Inner extends Noting {}
  }

  @Nested
  class RegisteredForEachTest {
    @RegisterExtension
    final PrometheusExtension prometheus =
        new PrometheusExtension(EmbeddedOptions.DEFAULTS, PrometheusTest.Scope.CLASS);

    @RepeatedTest(2)
    void isShared(EmbeddedPrometheus shared) {
      OF_CLASSES.add(shared);
    }
  }

  @Nested
  @PrometheusTest
  @ExtendWith(Refusals.class)
  class ByMethod {
    @BeforeAll
    static void thereIsNoTestYet(EmbeddedPrometheus prometheus) {
      assertThat(prometheus).as("there is no test yet").isNull();
    }

    @Test
    void whatNoTestOwnsIsRefused() {
      assertThat(Refusals.SEEN)
          .singleElement()
          .satisfies(e ->
              assertThat(e)
                  .isInstanceOf(ParameterResolutionException.class)
                  .hasMessageContaining("Scope.CLASS"));
    }
  }

  /** Keeps what methods before all tests fail with. */
  static final class Refusals implements LifecycleMethodExecutionExceptionHandler {
    private static final List<Throwable> SEEN = new ArrayList<>();

    @Override
    public void handleBeforeAllMethodExecutionException(
        ExtensionContext context, Throwable failure) {
      SEEN.add(failure);
    }
  }
}
