package dev.deucalion.server.cli.line;

/** A command line that was not understood; the message is that of promtool. */
public final class LineException extends Exception {
  private static final long serialVersionUID = 1L;

  LineException(String message) {
    super(message);
  }
}
