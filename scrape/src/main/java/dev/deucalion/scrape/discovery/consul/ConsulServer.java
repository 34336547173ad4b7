package dev.deucalion.scrape.discovery.consul;

import dev.deucalion.scrape.discovery.DiscoveryException;

/**
 * Where Consul answers. The server of the configuration may name a scheme, which only ever adds
 * TLS, and a path, as with Consul's own clients.
 *
 * @param url that paths of the API are appended to
 * @param unixSocket path of a socket in the file system that leads there, empty for none
 */
record ConsulServer(String url, String unixSocket) {
  /**
   * The server of a configuration.
   *
   * @throws DiscoveryException when its scheme is unknown
   */
  static ConsulServer of(ConsulDiscoveryOptions options) throws DiscoveryException {
    String server = options.server();
    String prefix = options.pathPrefix();
    String scheme = options.scheme();
    int schemeEnd = server.indexOf("://");
    if (schemeEnd < 0) {
      return new ConsulServer(url(scheme, server, prefix), "");
    }
    String rest = server.substring(schemeEnd + 3);
    switch (server.substring(0, schemeEnd)) {
      case "http" -> {}
      case "https" -> scheme = "https";
      case "unix" -> {
        return new ConsulServer(url(scheme, "localhost", prefix), rest);
      }
      default ->
          throw new DiscoveryException(
              "Unknown protocol scheme: " + server.substring(0, schemeEnd));
    }
    int slash = rest.indexOf('/');
    return slash < 0
        ? new ConsulServer(url(scheme, rest, prefix), "")
        : new ConsulServer(url(scheme, rest.substring(0, slash), rest.substring(slash)), "");
  }

  private static String url(String scheme, String host, String prefix) {
    String path = prefix.isEmpty() || prefix.startsWith("/") ? prefix : "/" + prefix;
    return scheme + "://" + host + path;
  }
}
