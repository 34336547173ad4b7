package dev.deucalion.rules.template.value;

import dev.deucalion.model.labels.GoQuote;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Formats with verbs, as {@code Sprintf} of Go's package {@code fmt}: flags, width and precision,
 * and the texts in the place of what does not fit, such as {@code %!d(string=x)}.
 *
 * @see <a href="https://pkg.go.dev/fmt">package fmt</a>
 */
public final class Printf {
  private static final int MAX_SIZE = 10_000;

  private final String format;
  private final List<Value> operands;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int operand;

  private Printf(String format, List<Value> operands) {
    this.format = format;
    this.operands = operands;
  }

  /** The operands in the format. */
  public static String format(String format, List<Value> operands) {
    Printf printf = new Printf(format, operands);
    printf.run();
    return printf.out.toString();
  }

  private void run() {
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c == '%') {
        appendVerb();
      } else {
        out.append(c);
      }
    }
    if (operand < operands.size()) {
      out.append(
          operands.subList(operand, operands.size()).stream()
              .map(Printf::told)
              .collect(Collectors.joining(", ", "%!(EXTRA ", ")")));
    }
  }

  private static String told(Value value) {
    return value instanceof Value.Nothing ? "<nil>" : value.type() + "=" + ValueText.of(value);
  }

  private void appendVerb() {
    NumberFormat numbers = NumberFormat.DEFAULT;
    while (at < format.length() && NumberFormat.isFlag(format.charAt(at))) {
      numbers = numbers.with(format.charAt(at++));
    }
    numbers = numbers.withWidth(readSize());
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      numbers = numbers.withPrecision(Math.max(0, readSize()));
    }
    if (at == format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    if (verb == '%') {
      out.append('%');
    } else if (operand == operands.size()) {
      out.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      out.append(formatted(operands.get(operand++), verb, numbers));
    }
  }

  /** A number, which may be that of an operand; -1 where there is none. */
  private int readSize() {
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      boolean given = operand < operands.size() && operands.get(operand) instanceof Value.Whole;
      if (!given) {
        return NumberFormat.NONE;
      }
      return operands.get(operand++) instanceof Value.Whole whole
          ? (int) Math.clamp(whole.value(), 0L, MAX_SIZE)
          : NumberFormat.NONE;
    }
    int size = NumberFormat.NONE;
    while (at < format.length() && Character.isDigit(format.charAt(at))) {
      size = Math.min(MAX_SIZE, Math.max(0, size) * 10 + (format.charAt(at++) - '0'));
    }
    return size;
  }

  private static String formatted(Value value, int verb, NumberFormat format) {
    if (verb == 'T') {
      return format.padded(value.type());
    }
    return switch (value) {
      case Value.Nothing _ -> verb == 'v' ? format.padded("<nil>") : bad(verb, value);
      case Value.Text text -> text(text.text(), verb, format, value);
      case Value.Flag flag ->
          verb == 'v' || verb == 't'
              ? format.padded(Boolean.toString(flag.value()))
              : bad(verb, value);
      case Value.Whole whole -> whole(whole, verb, format);
      case Value.Real real ->
          "vgGeEfF".indexOf(verb) >= 0 ? format.real(real.value(), (char) verb) : bad(verb, value);
      case Value.Table table ->
          table.entries().entrySet().stream()
              .map(entry ->
                  formatted(new Value.Text(entry.getKey()), verb, format)
                      + ":"
                      + formatted(entry.getValue(), verb, format))
              .collect(Collectors.joining(" ", "map[", "]"));
      case Value.Items items ->
          items.values().stream()
              .map(item -> formatted(item, verb, format))
              .collect(Collectors.joining(" ", "[", "]"));
      case Value.Structure structure ->
          structure.fields().values().stream()
              .map(field -> formatted(field, verb, format))
              .collect(Collectors.joining(" ", "{", "}"));
      case Value.Sample _, Value.Moment _, Value.Span _, Value.Distribution _ ->
          text(ValueText.of(value), verb, format, value);
    };
  }

  private static String text(String text, int verb, NumberFormat format, Value value) {
    return switch (verb) {
      case 'v', 's' -> format.text(text);
      case 'q' -> format.padded(GoQuote.quote(format.cut(text)));
      case 'x' -> format.padded(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
      case 'X' ->
          format.padded(
              HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8)));
      default -> bad(verb, value);
    };
  }

  private static String whole(Value.Whole whole, int verb, NumberFormat format) {
    long value = whole.value();
    return switch (verb) {
      case 'v', 'd' -> format.whole(value, 10);
      case 'b' -> format.whole(value, 2);
      case 'o' -> format.whole(value, 8);
      case 'x' -> format.whole(value, 16);
      case 'X' -> format.whole(value, 16).toUpperCase(Locale.ROOT);
      case 'c' -> format.padded(character(value));
      case 'q' -> format.padded("'" + character(value) + "'");
      case 'U' -> format.padded(String.format(Locale.ROOT, "U+%04X", value));
      default -> bad(verb, whole);
    };
  }

  private static String character(long value) {
    boolean valid = value >= 0 && value <= Character.MAX_CODE_POINT;
    return valid ? Character.toString((int) value) : "\ufffd";
  }

  private static String bad(int verb, Value value) {
    return "%!" + Character.toString(verb) + "(" + told(value) + ")";
  }
}
