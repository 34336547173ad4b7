package dev.deucalion.server.config;

import dev.deucalion.server.config.part.Reading;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Replaces {@code $NAME} and <code>${NAME}</code> in texts as Go's {@code os.Expand} does. */
final class EnvironmentVariables {
  private static final String SPECIAL = "*#$@!?-0123456789";

  private final Reading reading;

  EnvironmentVariables(Reading reading) {
    this.reading = reading;
  }

  /** The text with variables replaced; unknown ones become empty, {@code $$} becomes a dollar. */
  String expand(String text) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '$' || i + 1 == text.length()) {
        out.append(c);
        i++;
        continue;
      }
      String rest = text.substring(i + 1);
      int length = nameLength(rest);
      if (rest.charAt(0) == '{') {
        int end = rest.indexOf('}');
        // Without an end, or without a name, only the start is dropped.
        out.append(end > 1 ? value(rest.substring(1, end)) : "");
        i += end < 0 ? 2 : end + 2;
      } else if (length == 0) {
        out.append('$');
        i++;
      } else {
        out.append(value(rest.substring(0, length)));
        i += 1 + length;
      }
    }
    return out.toString();
  }

  private static int nameLength(String text) {
    if (SPECIAL.indexOf(text.charAt(0)) >= 0) {
      return 1;
    }
    int length = 0;
    while (length < text.length() && isNamePart(text.charAt(length))) {
      length++;
    }
    return length;
  }

  private String value(String name) {
    if (name.equals("$")) {
      return "$";
    }
    Function<String, @Nullable String> environment = reading.environment();
    String value = environment.apply(name);
    if (value == null || value.isEmpty()) {
      reading.warn("Empty environment variable " + name);
      return "";
    }
    return value;
  }

  private static boolean isNamePart(char c) {
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }
}
