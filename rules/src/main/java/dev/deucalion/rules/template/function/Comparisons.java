package dev.deucalion.rules.template.function;

import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.rules.template.value.Printf;
import dev.deucalion.rules.template.value.Value;
import dev.deucalion.rules.template.value.ValueText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comparisons as Go's templates have them: whole numbers and others are not comparable. */
final class Comparisons {
  private static final String INCOMPATIBLE = "incompatible types for comparison";
  private static final String INVALID = "invalid type for comparison";

  private Comparisons() {}

  /** The function of a name; null where there is none. Others are not even linked. */
  static @Nullable TemplateFunction find(String name) {
    return switch (name) {
      case "eq" -> TemplateFunction.atLeast(name, 1, Comparisons::equalsAny);
      case "ne" -> TemplateFunction.of(name, 2, a -> new Value.Flag(!areEqual(a.get(0), a.get(1))));
      case "lt" -> TemplateFunction.of(name, 2, a -> new Value.Flag(compare(a) < 0));
      case "le" -> TemplateFunction.of(name, 2, a -> new Value.Flag(isAtMost(a)));
      case "gt" -> TemplateFunction.of(name, 2, a -> new Value.Flag(!isAtMost(a)));
      case "ge" -> TemplateFunction.of(name, 2, a -> new Value.Flag(compare(a) >= 0));
      default -> null;
    };
  }

  private static Value equalsAny(Arguments a) throws FunctionException {
    if (a.count() == 1) {
      throw FunctionException.failed("missing argument for comparison");
    }
    boolean equal = false;
    for (int i = 1; i < a.count() && !equal; i++) {
      equal = areEqual(a.get(0), a.get(i));
    }
    return new Value.Flag(equal);
  }

  private static boolean areEqual(Value left, Value right) throws FunctionException {
    if (left instanceof Value.Nothing || right instanceof Value.Nothing) {
      return left instanceof Value.Nothing && right instanceof Value.Nothing;
    }
    return switch (left) {
      case Value.Text a when right instanceof Value.Text b -> a.text().equals(b.text());
      case Value.Flag a when right instanceof Value.Flag b -> a.value() == b.value();
      case Value.Whole a when right instanceof Value.Whole b -> a.value() == b.value();
      case Value.Real a when right instanceof Value.Real b -> a.value() == b.value();
      case Value other when isBasic(other) || isBasic(right) ->
          throw FunctionException.failed(INCOMPATIBLE);
      case Value _ when isPointer(left) && isPointer(right) -> areSame(left, right);
      case Value other when other.getClass().equals(right.getClass()) ->
          throw FunctionException.failed("non-comparable type " + shown(right));
      case Value other ->
          throw FunctionException.failed(
              "non-comparable types "
                  + shown(other)
                  + ", "
                  + right.type()
                  + ": "
                  + ValueText.of(right));
    };
  }

  private static String shown(Value value) {
    return Printf.format("%s", List.of(value)) + ": " + value.type();
  }

  /** Whether a value is a reference to something, which is equal to itself only. */
  private static boolean isPointer(Value value) {
    return value instanceof Value.Sample
        || value instanceof Value.Moment
        || value instanceof Value.Span
        || value instanceof Value.Distribution;
  }

  @SuppressWarnings("ReferenceEquality") // as pointers are compared
  private static boolean areSame(Value left, Value right) {
    return left == right;
  }

  /** Whether a value is a text, a truth value or a number. */
  private static boolean isBasic(Value value) {
    return value instanceof Value.Text
        || value instanceof Value.Flag
        || value instanceof Value.Whole
        || value instanceof Value.Real;
  }

  private static int compare(Arguments a) throws FunctionException {
    Value left = a.get(0);
    Value right = a.get(1);
    return switch (left) {
      case Value.Text l when right instanceof Value.Text r -> Utf8Order.compare(l.text(), r.text());
      case Value.Whole l when right instanceof Value.Whole r -> Long.compare(l.value(), r.value());
      case Value.Real l when right instanceof Value.Real r -> compare(l.value(), r.value());
      case Value.Flag _ when right instanceof Value.Flag -> throw FunctionException.failed(INVALID);
      case Value other ->
          throw FunctionException.failed(isBasic(other) && isBasic(right) ? INCOMPATIBLE : INVALID);
    };
  }

  /** NaN is neither less than a number nor equal to it. */
  private static int compare(double left, double right) {
    return left < right ? -1 : left == right ? 0 : 1;
  }

  private static boolean isAtMost(Arguments a) throws FunctionException {
    return compare(a) <= 0;
  }
}
