package dev.deucalion.http.netty;

/** How the client learns where a body of unknown length ends. */
enum WireFraming {
  /** From the chunks that it comes in. */
  CHUNKED,
  /** From the end of the connection, for clients of HTTP/1.0. */
  UNTIL_CLOSE,
  /** There is none: the request asked for the header only. */
  HEAD_ONLY
}
