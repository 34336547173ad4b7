package dev.deucalion.rules.template.html;

import dev.deucalion.rules.template.value.Value;
import dev.deucalion.rules.template.value.ValueText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values in JavaScript. */
final class ScriptTexts {
  private ScriptTexts() {}

  /** A value where an expression stands: as JSON that no HTML can end. */
  static String value(Value value) {
    String json = json(value);
    char first = json.charAt(0);
    return Character.isLetterOrDigit(first) || first == '-' ? " " + json + " " : json;
  }

  private static String json(Value value) {
    return switch (value) {
      case Value.Nothing _ -> "null";
      case Value.Text text -> quoted(text.text());
      case Value.Flag flag -> String.valueOf(flag.value());
      case Value.Whole whole -> String.valueOf(whole.value());
      case Value.Real real -> Double.isFinite(real.value()) ? ValueText.of(real) : "null";
      case Value.Table table -> object(table.entries());
      case Value.Structure structure -> object(structure.fields());
      case Value.Sample sample ->
          "{\"Labels\":" + json(sample.labels()) + ",\"Value\":" + json(sample.value()) + "}";
      case Value.Items items -> list(items.values());
      case Value.Moment _, Value.Span _, Value.Distribution _ -> quoted(ValueText.of(value));
    };
  }

  private static String object(Map<String, Value> entries) {
    return entries.entrySet().stream()
        .map(entry -> quoted(entry.getKey()) + ":" + json(entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String list(List<Value> values) {
    return values.stream().map(ScriptTexts::json).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '<', '>', '&', '\u2028', '\u2029' -> out.append("\\u%04x".formatted((int) c));
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** A text within quotes, of whichever kind, or a regular expression. */
  static String within(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        case '/' -> out.append("\\/");
        case '\\' -> out.append("\\\\");
        case 0, '\u000b', '"', '`', '&', '\'', '+', '<', '>', '$', '{', '}', '\u2028', '\u2029' ->
            out.append("\\u%04x".formatted((int) c));
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
