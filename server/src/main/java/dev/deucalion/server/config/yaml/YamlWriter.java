package dev.deucalion.server.config.yaml;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes maps, lists, texts, booleans and numbers in the layout of Go's YAML library: lists are not
 * indented below their key, and texts are quoted only where they must be.
 */
public final class YamlWriter {
  private static final String SPECIAL_START = ",[]{}#&*!|>'\"%@`";
  private static final String SPECIAL_ALONE = "-?:";

  /** Starts with a blank or an empty line, or has a line of blanks: a block would need hints. */
  private static final Pattern ODD_LINES =
      Pattern.compile("[ \\n].*|.*\\n +(\\n.*)?", Pattern.DOTALL);

  /** A list that is written on one line, {@code [a, b]}. */
  public record Flow(List<String> texts) {
    public Flow {
      texts = List.copyOf(texts);
    }
  }

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  /** The mapping as a document. */
  public static String write(Map<String, ?> document) {
    YamlWriter writer = new YamlWriter();
    if (document.isEmpty()) {
      return "{}\n";
    }
    writer.map(document, 0, 0);
    return writer.out.toString();
  }

  /** Writes entries; the first is already indented by so much of the line. */
  private void map(Map<?, ?> map, int indent, int alreadyIndented) {
    int left = indent - alreadyIndented;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.repeat(' ', left);
      left = indent;
      out.append(scalar(String.valueOf(entry.getKey()), indent)).append(':');
      value(entry.getValue(), indent);
    }
  }

  private void value(Object value, int indent) {
    if (value instanceof Map<?, ?> map) {
      out.append(map.isEmpty() ? " {}\n" : "\n");
      map(map, indent + 2, 0);
    } else if (value instanceof List<?> list) {
      out.append(list.isEmpty() ? " []\n" : "\n");
      list.forEach(element -> element(element, indent));
    } else if (value instanceof Flow flow) {
      List<String> texts = flow.texts().stream().map(text -> flowScalar(text, indent)).toList();
      out.append(" [").append(String.join(", ", texts)).append("]\n");
    } else {
      String text = value instanceof String s ? scalar(s, indent) : String.valueOf(value);
      out.append(' ').append(text).append('\n');
    }
  }

  private void element(Object element, int indent) {
    out.repeat(' ', indent).append('-');
    if (element instanceof Map<?, ?> map && !map.isEmpty()) {
      out.append(' ');
      map(map, indent + 2, indent + 2);
    } else {
      value(element, indent);
    }
  }

  private static String flowScalar(String text, int indent) {
    String scalar = scalar(text, indent);
    boolean plain = scalar.equals(text);
    return plain && text.matches(".*[,\\[\\]{}?].*") ? singleQuoted(text) : scalar;
  }

  private static String scalar(String text, int indent) {
    if (text.contains("\n")) {
      return isPrintable(text) && !ODD_LINES.matcher(text).matches()
          ? literal(text, indent + 2)
          : quoted(text);
    }
    if (Scalars.isAmbiguous(text) || !isPrintable(text)) {
      return quoted(text);
    }
    boolean special =
        text.startsWith(" ")
            || text.endsWith(" ")
            || text.startsWith("---")
            || text.startsWith("...")
            || isSpecialAtStart(text)
            || text.contains(": ")
            || text.contains(" #")
            || text.endsWith(":");
    return special ? singleQuoted(text) : text;
  }

  /** The text is not empty. */
  private static boolean isSpecialAtStart(String text) {
    char first = text.charAt(0);
    return SPECIAL_START.indexOf(first) >= 0
        || SPECIAL_ALONE.indexOf(first) >= 0 && (text.length() == 1 || text.charAt(1) == ' ');
  }

  private static String singleQuoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String literal(String text, int indent) {
    StringBuilder block = new StringBuilder("|");
    if (!text.endsWith("\n")) {
      block.append('-');
    } else if (text.endsWith("\n\n")) {
      block.append('+');
    }
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    for (String line : body.split("\n", -1)) {
      block.append('\n').append(line.isEmpty() ? "" : " ".repeat(indent) + line);
    }
    return block.toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < 0x20 || c == 0x7f) {
            quoted.append(String.format("\\x%02X", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= 0x20 && c != 0x7f || c == '\n');
  }
}
