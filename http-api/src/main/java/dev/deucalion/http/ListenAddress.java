package dev.deucalion.http;

import java.net.InetSocketAddress;

/**
 * Addresses to listen on, as flags name them: {@code host:port}, {@code :port}, {@code [::1]:port}.
 */
final class ListenAddress {
  private static final int MAX_PORT = 65_535;

  private ListenAddress() {}

  /**
   * @throws IllegalArgumentException when the text is no address
   */
  static InetSocketAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("address " + text + ": missing port in address");
    }
    String host = text.substring(0, colon);
    int port = port(text, text.substring(colon + 1));
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException("address " + text + ": too many colons in address");
    }
    return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
  }

  private static int port(String address, String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = digits && text.length() <= 5 ? Integer.parseInt(text) : MAX_PORT + 1;
    if (port > MAX_PORT) {
      throw new IllegalArgumentException("address " + address + ": invalid port");
    }
    return port;
  }
}
