package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.AtModifier;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.Offset;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.ast.RangeMode;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.VectorSelector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code info()} selects: which info series, and at which time.
 *
 * @param nameMatchers on the names of info metrics
 * @param dataMatchers on the labels to copy; none means all labels
 */
record InfoSelector(List<Matcher> nameMatchers, List<Matcher> dataMatchers) {
  /** The metric that OpenTelemetry's resource attributes come as. */
  private static final String DEFAULT_METRIC = "target_info";

  /**
   * @param argument the second argument, or null for the default
   */
  static InfoSelector of(@Nullable VectorSelector argument) {
    List<Matcher> names = new ArrayList<>();
    List<Matcher> data = new ArrayList<>();
    if (argument != null) {
      for (Matcher matcher : argument.matchers()) {
        (matcher.name().equals(LabelNames.METRIC_NAME) ? names : data).add(matcher);
      }
    }
    boolean positive =
        names.stream().anyMatch(m -> m.type() == MatchType.EQUAL || m.type() == MatchType.REGEX);
    if (names.isEmpty()) {
      names.add(Matcher.equal(LabelNames.METRIC_NAME, DEFAULT_METRIC));
    } else if (!positive) {
      names.addFirst(Matcher.of(MatchType.REGEX, LabelNames.METRIC_NAME, ".+_info"));
    }
    return new InfoSelector(List.copyOf(names), List.copyOf(data));
  }

  boolean matchesName(String metricName) {
    return nameMatchers.stream().allMatch(matcher -> matcher.matches(metricName));
  }

  boolean copies(String label) {
    return dataMatchers.isEmpty()
        || dataMatchers.stream().anyMatch(matcher -> matcher.name().equals(label));
  }

  /** Whether series without info stay. */
  boolean allowsNoInfo() {
    return dataMatchers.stream().allMatch(Matcher::matchesEmpty);
  }

  /** Selects the info series at the times that the enriched expression looks at. */
  VectorSelector selectorFor(Expr enriched, Durations durations) {
    List<Matcher> matchers = new ArrayList<>(nameMatchers);
    matchers.addAll(dataMatchers);
    Anchor anchor = anchor(enriched, durations);
    Offset offset = anchor == null ? Offset.NONE : new Offset(anchor.offsetMs(), null);
    AtModifier at = anchor == null ? null : anchor.at();
    return new VectorSelector("", matchers, offset, at, RangeMode.PLAIN, PositionRange.NONE);
  }

  private record Anchor(long offsetMs, @Nullable AtModifier at) {}

  /** Time of the first selector in an expression, or null where there is none. */
  private static @Nullable Anchor anchor(Expr expr, Durations durations) {
    return switch (expr) {
      case VectorSelector e -> new Anchor(durations.offsetMs(e.offset()), e.at());
      case MatrixSelector e -> anchor(e.selector(), durations);
      case ParenExpr e -> anchor(e.expr(), durations);
      case UnaryExpr e -> anchor(e.expr(), durations);
      case AggregateExpr e -> anchor(e.expr(), durations);
      case BinaryExpr e -> first(List.of(e.left(), e.right()), durations);
      case Call e -> first(e.args(), durations);
      case Subquery e -> {
        Anchor inner = anchor(e.expr(), durations);
        yield inner == null || inner.at() != null
            ? inner
            : new Anchor(inner.offsetMs() + durations.offsetMs(e.offset()), e.at());
      }
      default -> null;
    };
  }

  private static @Nullable Anchor first(List<Expr> exprs, Durations durations) {
    for (Expr expr : exprs) {
      Anchor anchor = anchor(expr, durations);
      if (anchor != null) {
        return anchor;
      }
    }
    return null;
  }
}
