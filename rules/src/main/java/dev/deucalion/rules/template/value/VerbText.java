package dev.deucalion.rules.template.value;

import dev.deucalion.model.labels.GoQuote;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as the verbs of {@link Printf} print them. */
final class VerbText {
  private VerbText() {}

  /** A value by a verb; one that the verb is not for says so in its text. */
  static String of(Value value, int verb, NumberFormat format) {
    if (verb == 'T') {
      return value instanceof Value.Nothing ? format.padded("<nil>") : format.text(value.type());
    }
    return switch (value) {
      case Value.Nothing _ -> verb == 'v' ? format.padded("<nil>") : bad(verb, value, format);
      case Value.Text text -> text(text.text(), verb, format, value);
      case Value.Flag flag ->
          verb == 'v' || verb == 't'
              ? format.padded(Boolean.toString(flag.value()))
              : bad(verb, value, format);
      case Value.Whole whole -> whole(whole, verb, format);
      case Value.Real real ->
          "vbgGeEfFxX".indexOf(verb) >= 0
              ? format.real(real.value(), (char) verb)
              : bad(verb, value, format);
      case Value.Table table ->
          table.entries().entrySet().stream()
              .map(entry ->
                  of(new Value.Text(entry.getKey()), verb, format)
                      + ":"
                      + of(entry.getValue(), verb, format))
              .collect(Collectors.joining(" ", "map[", "]"));
      case Value.Items items ->
          items.values().stream()
              .map(item -> of(item, verb, format))
              .collect(Collectors.joining(" ", "[", "]"));
      case Value.Structure structure ->
          structure.fields().values().stream()
              .map(field -> of(field, verb, format))
              .collect(Collectors.joining(" ", "{", "}"));
      case Value.Sample sample ->
          "&{" + of(sample.labels(), verb, format) + " " + of(sample.value(), verb, format) + "}";
      case Value.Moment _, Value.Span _, Value.Distribution _ ->
          text(ValueText.of(value), verb, format, value);
    };
  }

  /** A value with its type. */
  static String told(Value value, NumberFormat format) {
    return value instanceof Value.Nothing ? "<nil>" : value.type() + "=" + of(value, 'v', format);
  }

  private static String bad(int verb, Value value, NumberFormat format) {
    return "%!" + Character.toString(verb) + "(" + told(value, format) + ")";
  }

  private static String text(String text, int verb, NumberFormat format, Value value) {
    return switch (verb) {
      case 'v', 's' -> format.text(text);
      case 'q' -> format.padded(quoted(format.cut(text), format));
      case 'x' -> format.padded(hex(text, format));
      case 'X' -> format.padded(hex(text, format).toUpperCase(Locale.ROOT));
      default -> bad(verb, value, format);
    };
  }

  private static String quoted(String text, NumberFormat format) {
    boolean plain = text.chars().noneMatch(c -> c == '`' || c == 0x7f || c < ' ' && c != '\t');
    return format.has('#') && plain ? "`" + text + "`" : escaped(GoQuote.quote(text), format);
  }

  private static String quotedCharacter(String character, NumberFormat format) {
    String quoted =
        switch (character) {
          case "'" -> "'\\''";
          case "\"" -> "'\"'";
          default -> {
            String text = GoQuote.quote(character);
            yield "'" + text.substring(1, text.length() - 1) + "'";
          }
        };
    return escaped(quoted, format);
  }

  /** Without other characters than those of ASCII, where the flags say so. */
  private static String escaped(String quoted, NumberFormat format) {
    if (!format.has('+')) {
      return quoted;
    }
    StringBuilder out = new StringBuilder(quoted.length());
    quoted
        .codePoints()
        .forEach(c -> {
          if (c < 0x80) {
            out.appendCodePoint(c);
          } else {
            out.append(String.format(Locale.ROOT, c < 0x1_0000 ? "\\u%04x" : "\\U%08x", c));
          }
        });
    return out.toString();
  }

  /** The bytes of a text, each apart where the flags say so. */
  private static String hex(String text, NumberFormat format) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (format.precision() != NumberFormat.NONE && format.precision() < bytes.length) {
      bytes = Arrays.copyOf(bytes, format.precision());
    }
    String prefix = format.has('#') && bytes.length > 0 ? "0x" : "";
    return prefix + HexFormat.ofDelimiter(format.has(' ') ? " " + prefix : "").formatHex(bytes);
  }

  private static String whole(Value.Whole whole, int verb, NumberFormat format) {
    long value = whole.value();
    return switch (verb) {
      case 'v', 'd', 'b', 'o', 'O', 'x', 'X' -> format.whole(value, (char) verb);
      case 'c' -> format.padded(character(value));
      case 'q' -> format.padded(quotedCharacter(character(value), format));
      case 'U' -> format.without('0').padded(String.format(Locale.ROOT, "U+%04X", value));
      default -> bad(verb, whole, format);
    };
  }

  private static String character(long value) {
    boolean valid = value >= 0 && value <= Character.MAX_CODE_POINT;
    return valid ? Character.toString((int) value) : "\ufffd";
  }
}
