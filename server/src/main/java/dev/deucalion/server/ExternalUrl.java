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
      text = "http://" + hostname + ":" + port(listenAddress) + "/";
    }
    if (isQuote(text.charAt(0)) || isQuote(text.charAt(text.length() - 1))) {
      throw failure(given, "URL must not begin or end with quotes");
    }
    try {
      URI url = new URI(text);
      checkPort(given, text, url);
      String path = url.getPath() == null ? "" : url.getPath();
      String trimmed = path.replaceFirst("/+$", "");
      return new URI(
          url.getScheme(), url.getAuthority(), trimmed, url.getQuery(), url.getFragment());
    } catch (URISyntaxException e) {
      throw failure(given, "parse " + quote(text) + ": " + e.getReason());
    }
  }

  private static void checkPort(String given, String text, URI url) {
    String authority = url.getRawAuthority();
    if (authority == null) {
      return;
    }
    int hostEnd = Math.max(authority.lastIndexOf('@'), authority.lastIndexOf(']'));
    int colon = authority.indexOf(':', hostEnd + 1);
    String port = colon < 0 ? ":" : authority.substring(colon);
    if (!port.substring(1).chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw failure(
          given, "parse " + quote(text) + ": invalid port " + quote(port) + " after host");
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

  private static String port(String listenAddress) {
    int colon = listenAddress.lastIndexOf(':');
    if (colon < 0) {
      throw failure("", "address " + listenAddress + ": missing port in address");
    }
    String host = listenAddress.substring(0, colon);
    if (host.indexOf(':') >= 0 && !(host.startsWith("[") && host.endsWith("]"))) {
      throw failure("", "address " + listenAddress + ": too many colons in address");
    }
    return listenAddress.substring(colon + 1);
  }

  private static String quote(String text) {
    return GoQuote.quote(text);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static IllegalArgumentException failure(String given, String reason) {
    return new IllegalArgumentException("parse external URL " + quote(given) + ": " + reason);
  }
}
