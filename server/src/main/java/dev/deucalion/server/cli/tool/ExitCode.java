package dev.deucalion.server.cli.tool;

/** How commands end. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int FAILED = 1;

  /** Something is usable, and not as it should be. */
  public static final int LINT = 3;

  private ExitCode() {}
}
