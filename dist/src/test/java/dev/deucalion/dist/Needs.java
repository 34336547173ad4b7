package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;

/**
 * What a test cannot do without. Where something is not installed, the test is skipped, or fails
 * under {@code -Dinterop.required}. Where the system refuses rights, it is skipped in any case,
 * since no installation helps, and the reason is printed.
 */
final class Needs {
  /** The exit codes by which a shell says that it did not run a program. */
  private static final int NOT_EXECUTABLE = 126;

  private static final int NOT_FOUND = 127;

  private Needs() {}

  static void installed(boolean found, String what) {
    if (System.getProperty("interop.required") != null) {
      assertThat(found).as("%s, which -Dinterop.required asks for", what).isTrue();
    }
    Assumptions.assumeTrue(found, () -> what + " is missing");
  }

  /**
   * Looks at what a shell said that tried something for which it takes rights.
   *
   * @param what that it tried
   */
  static void granted(Tool tried, String what) {
    boolean found = tried.exitCode() != NOT_FOUND && tried.exitCode() != NOT_EXECUTABLE;
    installed(found, "a program for %s (%s)".formatted(what, tried.output().strip()));
    granted(tried.exitCode() == 0, "%s: %s".formatted(what, tried.output().strip()));
  }

  static void granted(boolean granted, String what) {
    if (!granted) {
      System.out.println("Skipped, since the system refuses " + what);
    }
    Assumptions.assumeTrue(granted, () -> "the system refuses " + what);
  }
}
