package dev.deucalion.rules.template.value;

import dev.deucalion.promql.histogram.HistogramText;
import dev.deucalion.promql.number.GoFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Prints values as {@code %v} of Go's package {@code fmt}. */
public final class ValueText {
  private static final String NO_VALUE = "<no value>";
  private static final String NIL = "<nil>";

  private ValueText() {}

  /** A value as a template writes it. */
  public static String written(Value value) {
    return switch (value) {
      case Value.Nothing _ -> NO_VALUE;
      case Value.Sample sample -> fields(List.of(sample.labels(), sample.value()));
      case Value other -> of(other);
    };
  }

  /** A value as functions print it. */
  public static String of(Value value) {
    return switch (value) {
      case Value.Nothing _ -> NIL;
      case Value.Text text -> text.text();
      case Value.Flag flag -> Boolean.toString(flag.value());
      case Value.Whole whole -> Long.toString(whole.value());
      case Value.Real real -> GoFormat.general(real.value());
      case Value.Table table ->
          table.entries().entrySet().stream()
              .map(entry -> entry.getKey() + ":" + of(entry.getValue()))
              .collect(Collectors.joining(" ", "map[", "]"));
      case Value.Structure structure -> fields(List.copyOf(structure.fields().values()));
      case Value.Sample sample -> "&" + fields(List.of(sample.labels(), sample.value()));
      case Value.Items items ->
          items.values().stream().map(ValueText::of).collect(Collectors.joining(" ", "[", "]"));
      case Value.Moment moment -> GoTimes.text(moment.timeMs());
      case Value.Span span -> GoTimes.duration(span.nanos());
      case Value.Distribution distribution -> HistogramText.of(distribution.histogram());
    };
  }

  private static String fields(List<Value> values) {
    return values.stream().map(ValueText::of).collect(Collectors.joining(" ", "{", "}"));
  }

  /** Operands next to each other, with a blank between two that are both no text. */
  public static String print(List<Value> values) {
    return joined(values, ValueText::of, value -> value instanceof Value.Text);
  }

  /** Operands as {@link #print}, each as a template writes it; nothing is a text then. */
  public static String printWritten(List<Value> values) {
    return joined(
        values,
        ValueText::written,
        value -> value instanceof Value.Text || value instanceof Value.Nothing);
  }

  private static String joined(
      List<Value> values, Function<Value, String> shown, Predicate<Value> isText) {
    StringBuilder out = new StringBuilder();
    boolean textBefore = true;
    for (Value value : values) {
      boolean text = isText.test(value);
      if (!text && !textBefore) {
        out.append(' ');
      }
      out.append(shown.apply(value));
      textBefore = text;
    }
    return out.toString();
  }

  /** Operands with blanks between them, and a line feed. */
  public static String println(List<Value> values) {
    return values.stream().map(ValueText::of).collect(Collectors.joining(" ", "", "\n"));
  }
}
