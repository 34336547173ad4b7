package dev.deucalion.kubernetes.group;

/** Host and port as one text. */
final class Addresses {
  private Addresses() {}

  /** {@code host:port}, with the host in brackets where it has colons itself. */
  static String join(String host, int port) {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
