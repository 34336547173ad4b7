package dev.deucalion.model.wire;

import java.io.IOException;

/** Bytes that are not a message in the wire format. Carries no stack trace: bad input is common. */
public final class WireException extends IOException {
  /** Index into the array. */
  private final int offset;

  WireException(String message, int offset) {
    super(message + " at byte " + offset);
    this.offset = offset;
  }

  /** Where in the array the fault lies, as an index into it. */
  public int offset() {
    return offset;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
