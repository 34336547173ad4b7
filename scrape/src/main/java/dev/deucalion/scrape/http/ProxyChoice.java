package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which proxy a request goes through, by configuration or by the environment variables that
 * curl and Go know: {@code HTTP_PROXY}, {@code HTTPS_PROXY}, {@code NO_PROXY}, each also in lower
 * case. A loopback host is asked directly, unless a proxy is configured for all.
 */
public final class ProxyChoice {
  private final ProxyOptions options;
  private final Map<String, String> environment;

  public ProxyChoice(ProxyOptions options, Map<String, String> environment) {
    this.options = options;
    this.environment = environment;
  }

  /** The proxy for a URL, null for a direct connection. */
  public @Nullable ProxyServer proxyOf(HttpUrl url) throws FetchException {
    String proxy = options.proxyUrl();
    String exceptions = options.noProxy();
    if (options.fromEnvironment()) {
      proxy = variable(url.https() ? "HTTPS_PROXY" : "HTTP_PROXY");
      exceptions = variable("NO_PROXY");
    }
    boolean loopbackIsException = options.fromEnvironment() || !exceptions.isEmpty();
    if (proxy.isEmpty()
        || loopbackIsException && isLoopback(url.host())
        || isException(url, exceptions)) {
      return null;
    }
    return ProxyServer.parse(proxy);
  }

  /** Header lines for a {@code CONNECT} request. */
  String connectHeaders(HttpUrl proxy) throws FetchException {
    StringBuilder text = new StringBuilder(authorization(proxy));
    for (Map.Entry<String, List<Secret>> header : options.connectHeaders().entrySet()) {
      for (Secret value : header.getValue()) {
        try {
          RequestWriter.appendHeader(text, header.getKey(), value.read());
        } catch (IOException e) {
          throw FetchException.failed("unable to read a proxy header: " + e.getMessage());
        }
      }
    }
    return text.toString();
  }

  /** The header line with the credentials in a proxy's URL, empty without. */
  static String authorization(HttpUrl proxy) throws FetchException {
    String credentials = proxy.basicAuthorization();
    if (credentials.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    RequestWriter.appendHeader(text, "Proxy-Authorization", credentials);
    return text.toString();
  }

  private String variable(String name) {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      value = environment.get(name.toLowerCase(Locale.ROOT));
    }
    return value == null ? "" : value;
  }

  private static boolean isException(HttpUrl url, String exceptions) {
    String host = url.host().toLowerCase(Locale.ROOT);
    for (String part : exceptions.split(",", -1)) {
      String rule = part.strip().toLowerCase(Locale.ROOT);
      if (rule.equals("*") || !rule.isEmpty() && matches(rule, host, url.port())) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String rule, String host, int port) {
    if (rule.indexOf('/') > 0) {
      return isInRange(rule, host);
    }
    int colon = rule.lastIndexOf(':');
    boolean hasPort =
        rule.startsWith("[")
            ? colon > rule.lastIndexOf(']')
            : colon > 0 && rule.indexOf(':') == colon;
    if (hasPort && !rule.substring(colon + 1).equals(Integer.toString(port))) {
      return false;
    }
    String name = hasPort ? rule.substring(0, colon) : rule;
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    InetAddress address = address(name);
    return address == null ? isSameOrBelow(name, host) : address.equals(address(host));
  }

  /** The address that a text is, null where it is a name. */
  private static @Nullable InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isSameOrBelow(String name, String host) {
    if (name.startsWith("*.")) {
      return host.endsWith(name.substring(1));
    }
    if (name.startsWith(".")) {
      return host.endsWith(name);
    }
    return host.equals(name) || host.endsWith("." + name);
  }

  private static boolean isInRange(String cidr, String host) {
    int slash = cidr.indexOf('/');
    try {
      byte[] network = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
      byte[] address = InetAddress.ofLiteral(host).getAddress();
      int bits = Integer.parseInt(cidr.substring(slash + 1));
      if (network.length != address.length || bits < 0 || bits > 8 * network.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int mask = 0x80 >> (i & 7);
        if ((network[i >> 3] & mask) != (address[i >> 3] & mask)) {
          return false;
        }
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isLoopback(String host) {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    InetAddress address = address(host);
    return address != null && address.isLoopbackAddress();
  }
}
