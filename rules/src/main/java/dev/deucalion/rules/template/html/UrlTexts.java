package dev.deucalion.rules.template.html;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Texts in URLs. */
final class UrlTexts {
  private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel");
  private static final String UNRESERVED = "-._~";
  private static final String RESERVED = "!#$&*+,/:;=?@[]";

  private UrlTexts() {}

  /** The beginning of a URL; what would run a script is refused. */
  static String beginning(String text) {
    int colon = text.indexOf(':');
    int slash = text.indexOf('/');
    boolean hasScheme = colon >= 0 && (slash < 0 || colon < slash);
    return hasScheme && !SCHEMES.contains(text.substring(0, colon).toLowerCase(Locale.ROOT))
        ? "#" + HtmlTexts.REFUSED
        : path(text);
  }

  /** Before the query: what separates parts of a URL, and what is escaped already, stays. */
  static String path(String text) {
    return escaped(text, RESERVED);
  }

  /** A name or value of the query. */
  static String query(String text) {
    return escaped(text, "");
  }

  private static String escaped(String text, String allowed) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      boolean isEscape =
          c == '%' && !allowed.isEmpty() && isHex(bytes, i + 1) && isHex(bytes, i + 2);
      if (plain || allowed.indexOf(c) >= 0 || isEscape) {
        out.append(c);
      } else {
        out.append("%%%02x".formatted((int) c));
      }
    }
    return out.toString();
  }

  private static boolean isHex(byte[] bytes, int i) {
    return i < bytes.length && Character.digit(bytes[i], 16) >= 0;
  }
}
