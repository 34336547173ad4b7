package dev.deucalion.scrape.http;

import java.nio.charset.StandardCharsets;

/**
 * The answer to an {@link HttpRequest}, whatever its code.
 *
 * @param status code and words, {@code 404 Not Found}
 * @param contentType empty when not given
 * @param body decompressed
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
public record HttpResponse(
    int code, String status, String contentType, String headerLines, byte[] body) {
  /** Whether the code is one of success. */
  public boolean isSuccess() {
    return code >= 200 && code < 300;
  }

  /** The first header of a name in any case; empty for none. */
  public String header(String name) {
    return ResponseHead.header(headerLines, name);
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
