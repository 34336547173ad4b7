package dev.deucalion.scrape.http;

/** The body of one answer, without what its transfer adds. */
sealed interface ResponseBody extends ByteSource permits TransferDecoder, Http2Body {
  /** Whether the whole body was read and the connection can carry another request. */
  boolean isReusable();
}
