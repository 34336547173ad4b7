package dev.deucalion.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a class of tests: parameters of type {@link dev.deucalion.testing.EmbeddedPrometheus} get one
 * with default options, which is closed after use. Also on an interface of such classes, and on an
 * annotation of one's own.
 *
 * <pre>{@code
 * @PrometheusTest
 * class RequestMetricsTest {
 *   @Test
 *   void countsRequests(EmbeddedPrometheus prometheus) { ... }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PrometheusExtension.class)
public @interface PrometheusTest {
  /** How many tests share one. */
  Scope scope() default Scope.METHOD;

  /** What an embedded Prometheus lives as long as. */
  enum Scope {
    /** Each test has its own; constructors, {@code @BeforeAll} and {@code @AfterAll} have none. */
    METHOD,
    /** All tests of a class have the same, those of nested classes included. */
    CLASS
  }
}
