package dev.deucalion.promql.ast;

import dev.deucalion.model.labels.Matcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instant vector selector.
 *
 * @param name the metric name in front of the braces, or the empty string
 * @param matchers all matchers, with the one for the metric name where there is a name
 */
public record VectorSelector(
    String name,
    List<Matcher> matchers,
    Offset offset,
    @Nullable AtModifier at,
    RangeMode mode,
    PositionRange position)
    implements Expr {
  /** Copies the list. */
  public VectorSelector {
    matchers = List.copyOf(matchers);
  }

  @Override
  public ValueType type() {
    return ValueType.VECTOR;
  }
}
