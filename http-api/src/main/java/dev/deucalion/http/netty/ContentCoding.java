package dev.deucalion.http.netty;

import org.jspecify.annotations.Nullable;

/** How a body is packed on the wire. */
enum ContentCoding {
  IDENTITY("identity"),
  GZIP("gzip"),
  DEFLATE("deflate");

  private final String text;

  ContentCoding(String text) {
    this.text = text;
  }

  /** As in the Content-Encoding header. */
  String text() {
    return text;
  }

  /**
   * The first coding of an Accept-Encoding header that is known here. As in Prometheus, a coding
   * with a weight is not, so {@code gzip;q=0} is never taken for a wish.
   */
  static ContentCoding chosenFrom(@Nullable String acceptEncoding) {
    if (acceptEncoding != null) {
      for (String wish : acceptEncoding.split(",", -1)) {
        String name = wish.strip();
        if (name.equals(GZIP.text)) {
          return GZIP;
        }
        if (name.equals(DEFLATE.text)) {
          return DEFLATE;
        }
      }
    }
    return IDENTITY;
  }
}
