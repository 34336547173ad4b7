package dev.deucalion.rules.template.function;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and a port, split as Go's {@code net.SplitHostPort} does.
 *
 * @param host without brackets
 */
record HostPort(String host, String port) {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  /** A sloppy form: a name that has a colon is none of a domain. */
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*(%.*)?");

  /** Null where the text cannot be split. */
  private static @Nullable HostPort split(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return null;
    }
    String host;
    int rest = 0;
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0 || end + 1 != colon) {
        return null;
      }
      host = text.substring(1, end);
      rest = end + 1;
    } else {
      host = text.substring(0, colon);
      if (host.indexOf(':') >= 0) {
        return null;
      }
    }
    boolean stray =
        text.indexOf('[', text.startsWith("[") ? 1 : 0) >= 0 || text.indexOf(']', rest) >= 0;
    return stray ? null : new HostPort(host, text.substring(colon + 1));
  }

  /** The host alone; a text without a port as it is. */
  static String stripPort(String text) {
    HostPort split = split(text);
    return split == null ? text : split.host;
  }

  /** The first part of the host's name with the port; addresses as they are. */
  static String stripDomain(String text) {
    HostPort split = split(text);
    String host = split == null ? text : split.host;
    if (IPV4.matcher(host).matches() || IPV6.matcher(host).matches()) {
      return text;
    }
    int dot = host.indexOf('.');
    String first = dot < 0 ? host : host.substring(0, dot);
    if (split == null || split.port.isEmpty()) {
      return first;
    }
    return (first.indexOf(':') >= 0 ? "[" + first + "]" : first) + ":" + split.port;
  }
}
