package dev.deucalion.scrape.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request of an {@link HttpCaller}.
 *
 * @param method such as {@code POST}
 * @param headers beside those that every request has
 * @param body empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
public record HttpRequest(String method, String url, Map<String, String> headers, byte[] body) {
  private static final byte[] NO_BODY = {};

  public HttpRequest {
    headers = Map.copyOf(headers);
  }

  public static HttpRequest get(String url) {
    return new HttpRequest("GET", url, Map.of(), NO_BODY);
  }

  /** A request that sends something. */
  public static HttpRequest post(String url, String contentType, byte[] body) {
    return new HttpRequest("POST", url, Map.of("Content-Type", contentType), body);
  }

  /** A request that sends a text in UTF-8. */
  public static HttpRequest post(String url, String contentType, String body) {
    return post(url, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** This request with one more header, which replaces one of the same name. */
  public HttpRequest withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpRequest(method, url, more, body);
  }

  /** The request that follows a redirect of this kind: most lose the body (RFC 9110, 15.4). */
  HttpRequest redirected(int code) {
    boolean same = code == 307 || code == 308 || method.equals("GET") || method.equals("HEAD");
    if (same) {
      return this;
    }
    Map<String, String> kept = new LinkedHashMap<>(headers);
    kept.remove("Content-Type");
    return new HttpRequest("GET", url, kept, NO_BODY);
  }

  boolean hasBody() {
    return body.length > 0 || method.equals("POST") || method.equals("PUT");
  }
}
