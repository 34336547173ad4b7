package dev.deucalion.testing.junit;

import dev.deucalion.testing.EmbeddedOptions;
import dev.deucalion.testing.EmbeddedPrometheus;
import dev.deucalion.testing.junit.PrometheusTest.Scope;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Fills in parameters of type {@link EmbeddedPrometheus}, and closes what it made. With the scope
 * {@link Scope#METHOD} each test has its own, which {@code @BeforeEach} and {@code @AfterEach} get,
 * too; constructors, {@code @BeforeAll} and {@code @AfterAll} can have none. With {@link
 * Scope#CLASS} all of these get the one of the outermost class that says so. With options:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PrometheusExtension PROMETHEUS =
 *     new PrometheusExtension(
 *         EmbeddedOptions.DEFAULTS.scrapingEvery(Duration.ofMinutes(1)), Scope.METHOD);
 * }</pre>
 */
public final class PrometheusExtension
    implements ParameterResolver, BeforeAllCallback, AfterEachCallback, AfterAllCallback {
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

  /** Remembers the outermost class that has this extension. */
  @Override
  public void beforeAll(ExtensionContext context) {
    Store store = context.getStore(NAMESPACE);
    if (store.get(this) == null) {
      store.put(this, context.getUniqueId());
    }
  }

  /**
   * Of tests that run at once and share one, the first starts it.
   *
   * @throws ParameterResolutionException where each test is to have its own and there is no test
   */
  @SuppressWarnings("deprecation") // JUnit 5 has no other; 6 has computeIfAbsent beside it.
  @Override
  public EmbeddedPrometheus resolveParameter(ParameterContext parameter, ExtensionContext context) {
    boolean shared = scope(context) == Scope.CLASS;
    if (!shared && context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "Each test has an EmbeddedPrometheus of its own, and there is no test yet: take it in"
              + " @BeforeEach or in the test, or share one among all tests of the class with"
              + " @PrometheusTest(scope = Scope.CLASS).");
    }
    ExtensionContext owner = shared ? owner(context) : context;
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
      Scope annotated = annotated(at.get());
      if (annotated != null) {
        return annotated;
      }
    }
    return Scope.METHOD;
  }

  /** The outermost class that has this extension, or that has the annotation with its scope. */
  private ExtensionContext owner(ExtensionContext context) {
    String outermost = context.getStore(NAMESPACE).get(this, String.class);
    ExtensionContext found = context;
    while (found.getTestMethod().isPresent()
        || (outermost != null && !found.getUniqueId().equals(outermost))) {
      found = found.getParent().orElseThrow();
    }
    if (scope == null) {
      for (Optional<ExtensionContext> at = Optional.of(context);
          at.isPresent();
          at = at.get().getParent()) {
        if (annotated(at.get()) == Scope.CLASS) {
          found = at.get();
        }
      }
    }
    return found;
  }

  /** As JUnit finds the extension itself: also by annotations composed of it, and on interfaces. */
  private static @Nullable Scope annotated(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getTestClass(), PrometheusTest.class)
        .map(PrometheusTest::scope)
        .orElse(null);
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
