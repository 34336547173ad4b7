package dev.deucalion.testing;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where a target over HTTP is.
 *
 * @param scheme {@code http} or {@code https}
 * @param address host and port
 * @param path begins with a slash
 * @param parameters values by name
 */
record ScrapeUrl(String scheme, String address, String path, Map<String, List<String>> parameters) {
  /**
   * The parts of a URL.
   *
   * @throws IllegalArgumentException when it is not one of HTTP with a host
   */
  static ScrapeUrl of(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
      throw new IllegalArgumentException(
          "a target needs a URL such as http://localhost:8080/metrics, not " + url);
    }
    int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    return new ScrapeUrl(
        scheme,
        url.getHost() + ":" + port,
        url.getPath().isEmpty() ? "/" : url.getPath(),
        UrlParameters.of(url));
  }
}
