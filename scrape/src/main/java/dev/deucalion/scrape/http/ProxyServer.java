package dev.deucalion.scrape.http;

import java.util.Locale;

/**
 * A proxy.
 *
 * @param url where it is; for SOCKS in the form of HTTP, with its port
 */
public record ProxyServer(Kind kind, HttpUrl url) {
  /** What a proxy speaks. */
  public enum Kind {
    /** HTTP, over TLS where the URL says so. */
    HTTP,
    SOCKS5
  }

  private static final int SOCKS_PORT = 1080;

  /**
   * Reads the URL of a proxy; one without a scheme is of HTTP.
   *
   * @throws FetchException when there is no such kind of proxy
   */
  static ProxyServer parse(String text) throws FetchException {
    int schemeEnd = text.indexOf("://");
    if (schemeEnd < 0) {
      return new ProxyServer(Kind.HTTP, HttpUrl.parse("http://" + text));
    }
    return switch (text.substring(0, schemeEnd).toLowerCase(Locale.ROOT)) {
      // Either way the proxy resolves names.
      case "socks5", "socks5h" ->
          new ProxyServer(Kind.SOCKS5, socksUrl(HttpUrl.parse("http" + text.substring(schemeEnd))));
      default -> new ProxyServer(Kind.HTTP, HttpUrl.parse(text));
    };
  }

  private static HttpUrl socksUrl(HttpUrl url) {
    boolean hasPort = url.authority().endsWith(":" + url.port());
    return hasPort
        ? url
        : new HttpUrl(
            url.text(),
            false,
            url.userInfo(),
            url.authority(),
            url.host(),
            SOCKS_PORT,
            url.requestTarget());
  }
}
