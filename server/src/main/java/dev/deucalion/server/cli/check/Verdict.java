package dev.deucalion.server.cli.check;

import dev.deucalion.server.cli.tool.ExitCode;

/** What checks have come to; the worst counts. */
enum Verdict {
  GOOD,
  /** Usable, and not as it should be. */
  LINT,
  /** Of no use. */
  BAD;

  /** The worse of both. */
  Verdict and(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /**
   * The exit code of a command.
   *
   * @param lintFatal whether what is not as it should be counts
   */
  int exitCode(boolean lintFatal) {
    return switch (this) {
      case GOOD -> ExitCode.OK;
      case LINT -> lintFatal ? ExitCode.LINT : ExitCode.OK;
      case BAD -> ExitCode.FAILED;
    };
  }
}
