package dev.deucalion.http.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * URLs of targets as they are reached from outside: what is scraped on this machine's own address
 * is shown under the name of the external URL.
 */
public final class GlobalUrls {
  private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "[::1]");

  private final URI external;
  private final int ownPort;

  /**
   * @param ownPort first port listened on
   */
  public GlobalUrls(URI external, int ownPort) {
    this.external = external;
    this.ownPort = ownPort;
  }

  String of(String scrapeUrl) {
    URI url;
    try {
      url = new URI(scrapeUrl);
    } catch (URISyntaxException e) {
      return scrapeUrl;
    }
    String host = url.getHost();
    if (host == null || external.getHost() == null || !LOCAL.contains(host)) {
      return scrapeUrl;
    }
    boolean self = url.getPort() == ownPort;
    String scheme = self ? external.getScheme() : url.getScheme();
    int port = self ? external.getPort() : url.getPort();
    String authority = external.getHost() + (port < 0 ? "" : ":" + port);
    int rest = scrapeUrl.indexOf('/', scrapeUrl.indexOf("://") + 3);
    return scheme + "://" + authority + (rest < 0 ? "" : scrapeUrl.substring(rest));
  }
}
