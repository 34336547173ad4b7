package dev.deucalion.scrape.http2;

import java.io.IOException;

/** A server that breaks the protocol, or an exchange that it ended. Has no stack trace. */
public final class Http2Exception extends IOException {
  private final boolean processed;

  private Http2Exception(String message, boolean processed) {
    super(message);
    this.processed = processed;
  }

  /** The server does what the protocol does not allow. */
  static Http2Exception protocolError(String what) {
    return new Http2Exception("connection error: PROTOCOL_ERROR: " + what, true);
  }

  /** The exchange was ended; the server may have acted on the request. */
  static Http2Exception ended(String message) {
    return new Http2Exception(message, true);
  }

  /** The server says that it did nothing with the request. */
  static Http2Exception notProcessed(String message) {
    return new Http2Exception(message, false);
  }

  /** Whether the request may have had an effect; else it can be sent again elsewhere. */
  public boolean isProcessed() {
    return processed;
  }

  /** It is thrown for what a peer sends, and shown by its message. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
