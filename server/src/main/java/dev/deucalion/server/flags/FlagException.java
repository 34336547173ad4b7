package dev.deucalion.server.flags;

/** A command line that was not understood; the message is that of Prometheus. */
public final class FlagException extends Exception {
  private static final long serialVersionUID = 1L;

  FlagException(String message) {
    super(message);
  }
}
