package dev.deucalion.tsdb.leak;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test after which the process holds a thread, an open file or a mapping that it did not
 * hold before; the same for a test class as a whole. Tests that run side by side would be blamed
 * for each other, so they must not.
 */
public final class LeakCheck
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(LeakCheck.class);

  /** How long a thread may take to end that was told to. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  @Override
  public void beforeAll(ExtensionContext context) {
    remember(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    remember(context);
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    check(context);
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    check(context);
  }

  private static void remember(ExtensionContext context) {
    context.getStore(NAMESPACE).put(context.getUniqueId(), Held.now());
  }

  private static void check(ExtensionContext context) throws InterruptedException {
    Held before = context.getStore(NAMESPACE).remove(context.getUniqueId(), Held.class);
    if (before == null) {
      return;
    }
    List<String> left = before.leftBehind(GRACE);
    if (!left.isEmpty()) {
      throw new AssertionError(
          context.getDisplayName() + " leaves behind:\n  " + String.join("\n  ", left));
    }
  }
}
