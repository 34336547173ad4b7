package dev.deucalion.server;

import dev.deucalion.model.labels.GoQuote;
import java.net.URI;
import java.net.URISyntaxException;

/** Works out the URL of the server as others see it, and the prefix of its paths. */
final class ExternalUrl {
  private ExternalUrl() {}

  /**
   * The URL without a slash at its end.
   *
   * @param given {@code --web.external-url}, empty where it is not given
   * @param listenAddress the first address listened on, for its port
   * @param hostname of this machine
   * @throws IllegalArgumentException in Prometheus' words
   */
  static URI compute(String given, String listenAddress, String hostname) {
    String text = given;
    if (text.isEmpty()) {
      int colon = listenAddress.lastIndexOf(':');
      if (colon < 0) {
        throw failure(given, "address " + listenAddress + ": missing port in address");
      }
      text = "http://" + hostname + ":" + listenAddress.substring(colon + 1) + "/";
    }
    if (isQuote(text.charAt(0)) || isQuote(text.charAt(text.length() - 1))) {
      throw failure(given, "URL must not begin or end with quotes");
    }
    try {
      URI url = new URI(text);
      String path = url.getPath() == null ? "" : url.getPath();
      String trimmed = path.replaceFirst("/+$", "");
      return new URI(
          url.getScheme(), url.getAuthority(), trimmed, url.getQuery(), url.getFragment());
    } catch (URISyntaxException e) {
      throw failure(given, "parse " + GoQuote.quote(text) + ": " + e.getReason());
    }
  }

  /**
   * The prefix of all paths: begins with a slash, and ends with none unless it is all there is.
   *
   * @param given {@code --web.route-prefix}, empty where it is not given
   */
  static String routePrefix(String given, URI externalUrl) {
    String prefix = given.isEmpty() ? externalUrl.getPath() : given;
    return "/" + prefix.replaceFirst("^/+", "").replaceFirst("/+$", "");
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static IllegalArgumentException failure(String given, String reason) {
    return new IllegalArgumentException(
        "parse external URL " + GoQuote.quote(given) + ": " + reason);
  }
}
