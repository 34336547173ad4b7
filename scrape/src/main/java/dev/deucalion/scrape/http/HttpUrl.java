package dev.deucalion.scrape.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The parts of an absolute URL that a request needs.
 *
 * @param text the whole
 * @param userInfo what stands before an {@code @}, empty without
 * @param authority host and port as written, for the {@code Host} header
 * @param host without the brackets of an IPv6 address
 * @param requestTarget path and query, at least {@code /}
 */
public record HttpUrl(
    String text,
    boolean https,
    String userInfo,
    String authority,
    String host,
    int port,
    String requestTarget) {

  /**
   * Takes apart a URL.
   *
   * @throws FetchException when it is not an absolute URL of HTTP or HTTPS
   */
  public static HttpUrl parse(String text) throws FetchException {
    int schemeEnd = text.indexOf("://");
    String scheme = schemeEnd < 0 ? "" : text.substring(0, schemeEnd);
    boolean https = scheme.equalsIgnoreCase("https");
    if (!https && !scheme.equalsIgnoreCase("http")) {
      throw FetchException.failed("unsupported protocol scheme \"" + scheme + "\"");
    }
    int start = schemeEnd + 3;
    int end = start;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    int at = text.lastIndexOf('@', end - 1);
    String userInfo = at < start ? "" : text.substring(start, at);
    String authority = text.substring(at < start ? start : at + 1, end);
    int fragment = text.indexOf('#', end);
    String rest = fragment < 0 ? text.substring(end) : text.substring(end, fragment);
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']') && colon < authority.length() - 1;
    String host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty()) {
      throw FetchException.failed("http: no Host in request URL");
    }
    int port = hasPort ? parsePort(authority.substring(colon + 1)) : https ? 443 : 80;
    if (!isPrintableAscii(authority)) {
      throw FetchException.failed("invalid host \"" + host + "\"");
    }
    String target = rest.startsWith("/") ? rest : "/" + rest;
    return new HttpUrl(text, https, userInfo, authority, host, port, target);
  }

  private static int parsePort(String digits) throws FetchException {
    try {
      int port = Integer.parseInt(digits);
      if (port > 0 && port < 65_536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Falls through: a name is no port, as a number out of range is none.
    }
    throw FetchException.failed("invalid port \":" + digits + "\" after host");
  }

  private static boolean isPrintableAscii(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** The URL that a {@code Location} header means. */
  HttpUrl resolve(String location) throws FetchException {
    try {
      return parse(new URI(text).resolve(new URI(location)).toString());
    } catch (URISyntaxException e) {
      throw FetchException.failed(
          "failed to parse Location header \"" + location + "\": " + e.getReason());
    }
  }

  /**
   * Whether what this host may see may be shown to another, where a redirect leads: the host itself
   * at the same port, one below its name, or the same over TLS.
   */
  boolean trusts(HttpUrl other) {
    String mine = host.toLowerCase(Locale.ROOT);
    String theirs = other.host.toLowerCase(Locale.ROOT);
    boolean below = theirs.endsWith("." + mine) && !isAddress(mine);
    boolean upgraded = !https && other.https;
    boolean downgraded = https && !other.https;
    return (theirs.equals(mine) || below) && !downgraded && (upgraded || port == other.port);
  }

  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
  }

  boolean sameHost(HttpUrl other) {
    return https == other.https && host.equalsIgnoreCase(other.host) && port == other.port;
  }
}
