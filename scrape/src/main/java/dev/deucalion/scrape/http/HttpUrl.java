package dev.deucalion.scrape.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an absolute URL that a request needs.
 *
 * @param text the whole
 * @param userInfo what stands before an {@code @}, empty without
 * @param authority host and port as written, for the {@code Host} header
 * @param host without the brackets of an IPv6 address
 * @param requestTarget path and query, escaped, at least {@code /}
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
    int end = endOfAuthority(text, start);
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
    String target = escaped(rest.startsWith("/") ? rest : "/" + rest);
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

  /**
   * User and password before the host as a value of an {@code Authorization} header, empty without.
   */
  String basicAuthorization() throws FetchException {
    if (userInfo.isEmpty()) {
      return "";
    }
    String[] parts = userInfo.split(":", 2);
    return Credentials.basic(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
  }

  /** Where to connect, an IPv6 address in brackets. */
  String hostAndPort() {
    return AddressText.of(host, port);
  }

  /** A part of a URL without its escapes. */
  static String decode(String text) throws FetchException {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw FetchException.failed("net/url: invalid userinfo");
    }
  }

  /** The whole as messages show it, without a password. */
  String shown() {
    int colon = userInfo.indexOf(':');
    return colon < 0
        ? text
        : text.replaceFirst(
            Pattern.quote(userInfo + "@"),
            Matcher.quoteReplacement(userInfo.substring(0, colon) + ":***@"));
  }

  /** The URL that a {@code Location} header means. */
  HttpUrl resolve(String location) throws FetchException {
    try {
      return parse(new URI(escaped(text)).resolve(new URI(escaped(location))).toString());
    } catch (URISyntaxException e) {
      throw FetchException.failed(
          "failed to parse Location header \"" + location + "\": " + e.getReason());
    }
  }

  /**
   * A URL in which all is escaped that {@link URI} refuses and that others let stand behind the
   * host, such as bars, braces and blanks (RFC 3986, 2.1).
   */
  public static String escaped(String url) {
    StringBuilder text = new StringBuilder(url.length());
    boolean inQuery = false;
    int start = pathStart(url);
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      inQuery |= i >= start && c == '?';
      boolean unsafe =
          " \"<>\\^`{|}".indexOf(c) >= 0
              || !inQuery && (c == '[' || c == ']')
              || inQuery && c == '%' && !isEscape(url, i);
      if (i >= start && unsafe) {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** Where host and port end; 0 where there are none. */
  private static int pathStart(String url) {
    int first = endOfAuthority(url, 0);
    return first > 0 && url.startsWith("//", first) && url.charAt(first - 1) == ':'
        ? endOfAuthority(url, first + 2)
        : 0;
  }

  private static int endOfAuthority(String text, int start) {
    int end = start;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static boolean isEscape(String url, int percent) {
    return percent + 2 < url.length()
        && HexFormat.isHexDigit(url.charAt(percent + 1))
        && HexFormat.isHexDigit(url.charAt(percent + 2));
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
