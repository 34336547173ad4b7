package dev.deucalion.rules.template.function;

import dev.deucalion.rules.template.value.Value;
import java.util.List;

/**
 * What a function is called with.
 *
 * @param values that its parameters take
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

  /** The text at a place for one. */
  String text(int i) {
    return ((Value.Text) values.get(i)).text();
  }

  /** The sample at a place for one. */
  Value.Sample sample(int i) throws FunctionException {
    if (values.get(i) instanceof Value.Sample sample) {
      return sample;
    }
    throw FunctionException.failed(
        "runtime error: invalid memory address or nil pointer dereference");
  }

  /** What a query gave, at a place for it. */
  List<Value> result(int i) {
    return values.get(i) instanceof Value.Items items ? items.values() : List.of();
  }

  /** A number, which may be written as a text. */
  double number(int i) throws FunctionException {
    return switch (values.get(i)) {
      case Value.Real real -> real.value();
      case Value.Whole whole -> whole.value();
      case Value.Text text -> Numbers.parse(text.text());
      case Value.Span span -> span.nanos() / 1e9;
      case Value.Nothing _ -> throw FunctionException.failed("can't convert <nil> to float");
      case Value other ->
          throw FunctionException.failed("can't convert " + other.type() + " to float");
    };
  }
}
