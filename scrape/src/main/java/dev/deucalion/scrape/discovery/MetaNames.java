package dev.deucalion.scrape.discovery;

import java.net.InetAddress;

/** Names of labels that discovery makes of names that others gave, and texts of addresses. */
public final class MetaNames {
  private MetaNames() {}

  /** The name with each character that a label's name may not have as an underscore. */
  public static String sanitized(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean fits =
          c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
      if (fits) {
        out.append(c);
      } else if (!Character.isLowSurrogate(c)) {
        out.append('_');
      }
    }
    return out.toString();
  }

  /** An address as text, an IPv6 one in its shortest form (RFC 5952). */
  public static String text(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return address.getHostAddress();
    }
    int[] groups = new int[8];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF;
    }
    int zeros = 1;
    int zerosAt = -1;
    for (int i = 0; i < groups.length; i++) {
      int end = i;
      while (end < groups.length && groups[end] == 0) {
        end++;
      }
      if (end - i > zeros) {
        zeros = end - i;
        zerosAt = i;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < groups.length; i++) {
      if (i == zerosAt) {
        out.append("::");
        i += zeros - 1;
      } else {
        boolean first = out.isEmpty() || out.charAt(out.length() - 1) == ':';
        out.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }

  /** Host and port as an address, an IPv6 host in brackets. */
  public static String address(String host, int port) {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
