package dev.deucalion.http;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Addresses to listen on, as flags name them: {@code host:port}, {@code :port}, {@code [::1]:port}.
 * Nothing after the colon means port 0, any free one.
 */
final class ListenAddress {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_PORT_DIGITS = 5;

  private ListenAddress() {}

  /**
   * @throws IOException when one cannot listen there, in the words of Go's standard library
   */
  static InetSocketAddress parse(String text) throws IOException {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw failure("address " + text + ": missing port in address");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw failure("address " + text + ": too many colons in address");
    }
    int port = port(text.substring(colon + 1));
    if (host.isEmpty()) {
      return new InetSocketAddress(port);
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw failure("lookup " + host + ": no such host");
    }
    return address;
  }

  private static int port(String text) throws IOException {
    if (text.isEmpty()) {
      return 0;
    }
    String digits = text.substring(text.startsWith("-") || text.startsWith("+") ? 1 : 0);
    if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw failure("lookup tcp/" + text + ": unknown port");
    }
    int port = digits.length() > MAX_PORT_DIGITS ? MAX_PORT + 1 : Integer.parseInt(digits);
    if (port > MAX_PORT || text.startsWith("-")) {
      throw failure("address " + text + ": invalid port");
    }
    return port;
  }

  private static IOException failure(String reason) {
    return new IOException("listen tcp: " + reason);
  }
}
