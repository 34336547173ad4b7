package dev.deucalion.rules.template.function;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.rules.template.value.ExprLink;
import dev.deucalion.rules.template.value.Printf;
import dev.deucalion.rules.template.value.Value;
import dev.deucalion.rules.template.value.ValueText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Functions that every template of Go has, but for comparisons, and but for {@code and} and {@code
 * or}, which do not evaluate all of their arguments.
 */
final class Builtins {
  private Builtins() {}

  /** The function of a name; null where there is none. Others are not even linked. */
  static @Nullable TemplateFunction find(String name) {
    return switch (name) {
      case "not" -> TemplateFunction.of(name, 1, a -> new Value.Flag(!a.get(0).isTrue()));
      case "len" -> TemplateFunction.of(name, 1, Builtins::length);
      case "index" -> TemplateFunction.atLeast(name, 1, Builtins::index);
      case "slice" -> TemplateFunction.atLeast(name, 1, Builtins::slice);
      case "print" -> TemplateFunction.atLeast(name, 0, a -> text(ValueText.print(a.from(0))));
      case "println" -> TemplateFunction.atLeast(name, 0, a -> text(ValueText.println(a.from(0))));
      case "printf" ->
          TemplateFunction.atLeast(
              name, List.of(Parameter.TEXT), a -> text(Printf.format(a.text(0), a.from(1))));
      case "html" -> TemplateFunction.atLeast(name, 0, a -> text(html(joined(a))));
      case "js" -> TemplateFunction.atLeast(name, 0, a -> text(script(joined(a))));
      case "urlquery" ->
          TemplateFunction.atLeast(name, 0, a -> text(ExprLink.queryEscape(joined(a))));
      default -> null;
    };
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static String joined(Arguments a) {
    return ValueText.printWritten(a.from(0));
  }

  private static Value length(Arguments a) throws FunctionException {
    return switch (a.get(0)) {
      case Value.Text text -> new Value.Whole(text.text().getBytes(StandardCharsets.UTF_8).length);
      case Value.Table table -> new Value.Whole(table.entries().size());
      case Value.Items items -> new Value.Whole(items.values().size());
      case Value.Nothing _ ->
          throw FunctionException.failed("reflect: call of reflect.Value.Type on zero Value");
      case Value other -> throw FunctionException.failed("len of type " + itself(other));
    };
  }

  private static Value index(Arguments a) throws FunctionException {
    Value found = a.get(0);
    if (found instanceof Value.Nothing) {
      throw FunctionException.failed("index of untyped nil");
    }
    for (Value key : a.from(1)) {
      found =
          switch (found) {
            case Value.Table table when key instanceof Value.Text name -> table.get(name.text());
            case Value.Items items ->
                items.values().get(position(key, items.values().size(), "slice"));
            case Value.Text text -> {
              byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
              yield new Value.Whole(bytes[position(key, bytes.length, "string")] & 0xff);
            }
            case Value.Table _ when key instanceof Value.Nothing ->
                throw FunctionException.failed("value is nil; should be of type string");
            case Value.Table _ ->
                throw FunctionException.failed(
                    "value has type " + key.type() + "; should be string");
            case Value.Nothing _ -> throw FunctionException.failed("index of untyped nil");
            case Value other ->
                throw FunctionException.failed("can't index item of type " + itself(other));
          };
    }
    return found;
  }

  /** The one behind the last is refused by another part of Go. */
  private static int position(Value key, int length, String kind) throws FunctionException {
    int position = bound(key, length);
    if (position == length) {
      throw FunctionException.failed("reflect: " + kind + " index out of range");
    }
    return position;
  }

  /** The type of what a value refers to. */
  private static String itself(Value value) {
    return value.type().replaceFirst("^[*]", "");
  }

  private static int whole(Value key) throws FunctionException {
    return switch (key) {
      case Value.Whole whole when whole.value() >= 0 && whole.value() <= Integer.MAX_VALUE ->
          (int) whole.value();
      case Value.Whole whole ->
          throw FunctionException.failed("index out of range: " + whole.value());
      case Value.Nothing _ -> throw FunctionException.failed("cannot index slice/array with nil");
      case Value other ->
          throw FunctionException.failed("cannot index slice/array with type " + other.type());
    };
  }

  private static Value slice(Arguments a) throws FunctionException {
    byte[] bytes =
        a.get(0) instanceof Value.Text text
            ? text.text().getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    int length =
        switch (a.get(0)) {
          case Value.Text _ -> bytes.length;
          case Value.Items items -> items.values().size();
          case Value.Nothing _ -> throw FunctionException.failed("slice of untyped nil");
          case Value other ->
              throw FunctionException.failed("can't slice item of type " + other.type());
        };
    int from = a.count() > 1 ? bound(a.get(1), length) : 0;
    int to = a.count() > 2 ? bound(a.get(2), length) : length;
    if (a.count() > 3) {
      throw FunctionException.failed("cannot 3-index slice a string");
    }
    if (from > to) {
      throw FunctionException.failed("invalid slice index: " + from + " > " + to);
    }
    return a.get(0) instanceof Value.Items items
        ? new Value.Items(items.type(), items.values().subList(from, to))
        : text(new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }

  private static int bound(Value key, int length) throws FunctionException {
    int bound = whole(key);
    if (bound > length) {
      throw FunctionException.failed("index out of range: " + bound);
    }
    return bound;
  }

  private static String html(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case 0 -> out.append('\ufffd');
        case '"' -> out.append("&#34;");
        case '\'' -> out.append("&#39;");
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static String script(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\'' -> out.append("\\'");
        case '"' -> out.append("\\\"");
        case '<', '>', '&', '=' -> out.append(unicode(c));
        default -> {
          if (c < ' ' || c > 0x7f && GoQuote.isEscaped(c)) {
            out.append(unicode(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  private static String unicode(char c) {
    return String.format(Locale.ROOT, "\\u%04X", (int) c);
  }
}
