package dev.deucalion.scrape.http;

/** How a body is compressed ({@code Content-Encoding}). */
enum BodyCoding {
  /** Not at all, or in a way that nobody asked for and that is left to whoever reads the body. */
  IDENTITY,
  GZIP,
  ZSTD;

  /** The coding of a header's value; names are in lower case, as Prometheus wants them. */
  static BodyCoding named(String value) {
    return switch (value) {
      case "gzip" -> GZIP;
      case "zstd" -> ZSTD;
      default -> IDENTITY;
    };
  }
}
