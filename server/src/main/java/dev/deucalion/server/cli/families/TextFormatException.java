package dev.deucalion.server.cli.families;

/** A body that is not in the text format, with the line in the message. */
public final class TextFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  TextFormatException(int line, String reason) {
    super("text format parsing error in line " + line + ": " + reason);
  }
}
