package dev.deucalion.scrape.http2;

/**
 * A header.
 *
 * @param name in lower case; begins with a colon where it is a part of the request or status line
 */
public record HeaderField(String name, String value) {
  /** What a field counts for beyond its characters (RFC 7541, 4.1). */
  private static final int OVERHEAD_BYTES = 32;

  /** Bytes that it counts for in tables and lists. */
  int sizeBytes() {
    return name.length() + value.length() + OVERHEAD_BYTES;
  }
}
