package dev.deucalion.testing.junit;

import dev.deucalion.testing.EmbeddedOptions;
import dev.deucalion.testing.EmbeddedPrometheus;
import dev.deucalion.testing.junit.PrometheusTest.Scope;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Fills in parameters of type {@link EmbeddedPrometheus}, and closes what it made. The constructor,
 * {@code @BeforeAll} and {@code @AfterAll} get the one of the class; tests, {@code @BeforeEach} and
 * {@code @AfterEach} that of the class or one of their own, by the scope. With options:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PrometheusExtension PROMETHEUS =
 *     new PrometheusExtension(
 *         EmbeddedOptions.DEFAULTS.scrapingEvery(Duration.ofMinutes(1)), Scope.METHOD);
 * }</pre>
 */
public final class PrometheusExtension
    implements ParameterResolver, AfterEachCallback, AfterAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(PrometheusExtension.class);

  private final EmbeddedOptions options;
  private final @Nullable Scope scope;

  /** Default options, and the scope that {@link PrometheusTest} says; of a method without it. */
  public PrometheusExtension() {
    this.options = EmbeddedOptions.DEFAULTS;
    this.scope = null;
  }

  /** Options and scope of one's own. */
  public PrometheusExtension(EmbeddedOptions options, Scope scope) {
    this.options = options;
    this.scope = scope;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == EmbeddedPrometheus.class;
  }

  /** Of tests that run at once and share one, the first starts it. */
  @SuppressWarnings("deprecation") // JUnit 5 has no other; 6 has computeIfAbsent beside it.
  @Override
  public EmbeddedPrometheus resolveParameter(ParameterContext parameter, ExtensionContext context) {
    boolean shared = context.getTestMethod().isEmpty() || scope(context) == Scope.CLASS;
    ExtensionContext owner = shared ? ofOutermostClass(context) : context;
    return Objects.requireNonNull(
        owner
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                owner.getUniqueId(),
                id -> EmbeddedPrometheus.start(options),
                EmbeddedPrometheus.class));
  }

  private Scope scope(ExtensionContext context) {
    if (scope != null) {
      return scope;
    }
    for (Optional<ExtensionContext> at = Optional.of(context);
        at.isPresent();
        at = at.get().getParent()) {
      PrometheusTest annotation =
          at.get().getTestClass().map(c -> c.getAnnotation(PrometheusTest.class)).orElse(null);
      if (annotation != null) {
        return annotation.scope();
      }
    }
    return Scope.METHOD;
  }

  private static ExtensionContext ofOutermostClass(ExtensionContext context) {
    ExtensionContext found = context;
    for (Optional<ExtensionContext> at = Optional.of(context);
        at.isPresent();
        at = at.get().getParent()) {
      if (at.get().getTestClass().isPresent()) {
        found = at.get();
      }
    }
    return found;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close(context);
  }

  private static void close(ExtensionContext context) {
    EmbeddedPrometheus started =
        context.getStore(NAMESPACE).remove(context.getUniqueId(), EmbeddedPrometheus.class);
    if (started != null) {
      started.close();
    }
  }
}
