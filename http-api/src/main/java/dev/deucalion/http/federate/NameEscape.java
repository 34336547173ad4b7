package dev.deucalion.http.federate;

import dev.deucalion.model.labels.LabelNames;
import java.util.Locale;

/** How names outside of the classic alphabet are written for a client, {@code escaping}. */
enum NameEscape {
  ALLOW_UTF8("allow-utf-8"),
  UNDERSCORES("underscores"),
  DOTS("dots"),
  VALUES("values");

  private final String text;

  NameEscape(String text) {
    this.text = text;
  }

  /** As media types have it. */
  String text() {
    return text;
  }

  /** The scheme of this name, or a fallback. */
  static NameEscape named(String text, NameEscape fallback) {
    for (NameEscape escape : values()) {
      if (escape.text.equals(text)) {
        return escape;
      }
    }
    return fallback;
  }

  /** A name of a metric or label as a client gets it. */
  String apply(String name) {
    boolean classic = LabelNames.isLegacyMetricName(name);
    return switch (this) {
      case ALLOW_UTF8 -> name;
      case UNDERSCORES -> classic ? name : replaced(name, "_");
      case DOTS -> replaced(name.replace("_", "__").replace(".", "_dot_"), "__");
      case VALUES -> classic ? name : "U__" + encoded(name);
    };
  }

  private static String replaced(String name, String replacement) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      out.append(isClassic(name.charAt(i), i) ? name.substring(i, i + 1) : replacement);
    }
    return out.toString();
  }

  private static String encoded(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      int c = name.codePointAt(i);
      if (c == '_') {
        out.append("__");
      } else if (isClassic(c, i)) {
        out.append((char) c);
      } else {
        out.append('_').append(Integer.toHexString(c).toLowerCase(Locale.ROOT)).append('_');
      }
    }
    return out.toString();
  }

  private static boolean isClassic(int c, int at) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c == '_'
        || c == ':'
        || c >= '0' && c <= '9' && at > 0;
  }
}
