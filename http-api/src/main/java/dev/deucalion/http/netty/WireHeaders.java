package dev.deucalion.http.netty;

import io.netty.util.AsciiString;

/** Header fields of answers, in the letters that Prometheus sends. */
final class WireHeaders {
  static final AsciiString CONNECTION = AsciiString.cached("Connection");
  static final AsciiString CONTENT_ENCODING = AsciiString.cached("Content-Encoding");
  static final AsciiString CONTENT_LENGTH = AsciiString.cached("Content-Length");
  static final AsciiString CONTENT_TYPE = AsciiString.cached("Content-Type");
  static final AsciiString DATE = AsciiString.cached("Date");
  static final AsciiString TRANSFER_ENCODING = AsciiString.cached("Transfer-Encoding");

  private WireHeaders() {}
}
