package dev.deucalion.tsdb.restart;

import java.io.IOException;

/** Why a restart file is not used. */
public final class DistrustException extends IOException {
  /** With the reason, for the log. */
  public DistrustException(String reason) {
    super(reason);
  }

  DistrustException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
