package dev.deucalion.scrape.http2;

/** Reasons for which streams and connections end (RFC 9113, 7). */
final class ErrorCode {
  static final int NO_ERROR = 0;
  static final int REFUSED_STREAM = 7;

  private static final String[] NAMES = {
    "NO_ERROR",
    "PROTOCOL_ERROR",
    "INTERNAL_ERROR",
    "FLOW_CONTROL_ERROR",
    "SETTINGS_TIMEOUT",
    "STREAM_CLOSED",
    "FRAME_SIZE_ERROR",
    "REFUSED_STREAM",
    "CANCEL",
    "COMPRESSION_ERROR",
    "CONNECT_ERROR",
    "ENHANCE_YOUR_CALM",
    "INADEQUATE_SECURITY",
    "HTTP_1_1_REQUIRED"
  };

  private ErrorCode() {}

  /** The name of a code, for errors. */
  static String name(int code) {
    return code >= 0 && code < NAMES.length
        ? NAMES[code]
        : "unknown error code 0x" + Integer.toHexString(code);
  }
}
