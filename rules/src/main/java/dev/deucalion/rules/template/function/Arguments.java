package dev.deucalion.rules.template.function;

import dev.deucalion.rules.template.value.Value;
import java.util.List;

/**
 * What a function is called with.
 *
 * @param surroundings of the template
 * @param timeMs for which the template is filled in
 */
public record Arguments(List<Value> values, TemplateSurroundings surroundings, long timeMs) {
  /** Copies the list. */
  public Arguments {
    values = List.copyOf(values);
  }

  int count() {
    return values.size();
  }

  Value get(int i) {
    return values.get(i);
  }

  /** Those from an index on. */
  List<Value> from(int i) {
    return values.subList(i, values.size());
  }

  String text(int i) throws FunctionException {
    return switch (values.get(i)) {
      case Value.Text text -> text.text();
      case Value other -> throw wrongType("string", other);
    };
  }

  Value.Sample sample(int i) throws FunctionException {
    return switch (values.get(i)) {
      case Value.Sample sample -> sample;
      case Value other -> throw wrongType("*template.sample", other);
    };
  }

  /** What a query gave. */
  List<Value> result(int i) throws FunctionException {
    return switch (values.get(i)) {
      case Value.Items items when items.type().equals(Value.Items.QUERY_RESULT) -> items.values();
      case Value other -> throw wrongType(Value.Items.QUERY_RESULT, other);
    };
  }

  /** A number, which may be written as a text. */
  double number(int i) throws FunctionException {
    return switch (values.get(i)) {
      case Value.Real real -> real.value();
      case Value.Whole whole -> whole.value();
      case Value.Text text -> Numbers.parse(text.text());
      case Value.Span span -> span.nanos() / 1e9;
      case Value other ->
          throw FunctionException.failed("can't convert " + other.type() + " to float");
    };
  }

  private static FunctionException wrongType(String expected, Value found) {
    return FunctionException.misused(
        found instanceof Value.Nothing
            ? "invalid value; expected " + expected
            : "wrong type for value; expected " + expected + "; got " + found.type());
  }
}
