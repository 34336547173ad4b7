package dev.deucalion.promql.plan;

import dev.deucalion.promql.ast.AggregateExpr;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.DurationExpr;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.MatrixSelector;
import dev.deucalion.promql.ast.NumberLiteral;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.Subquery;
import dev.deucalion.promql.ast.UnaryExpr;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.ast.VectorSelector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds vectors that are written more than once, to be evaluated once.
 *
 * <p>Aggregations are found everywhere: their results are small compared to what they are made of.
 * Other vectors are found outside of subqueries, where keeping them costs less than evaluating them
 * again. Of those that are aggregated there may be one: several aggregations of one vector rather
 * read its series together.
 */
public final class CommonSubexpressions implements Rewrite {
  /** Larger parts than that are compared by their own parts only: comparing takes time, too. */
  private static final int MAX_PARTS = 32;

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    Parts parts = new Parts();
    parts.collect(plan.expr(), Place.PLAIN);
    List<List<Expr>> groups = new ArrayList<>(repeated(parts.aggregations));
    for (List<Expr> group : repeated(parts.vectors)) {
      List<Expr> kept = withoutCommonScans(group, parts.aggregated);
      if (kept.size() > 1) {
        groups.add(kept);
      }
    }
    return groups.isEmpty() ? plan : new LogicalPlan(plan.expr(), new Repetitions(groups));
  }

  private static List<List<Expr>> repeated(List<Expr> parts) {
    Map<Object, Integer> likes = new HashMap<>();
    for (Expr part : parts) {
      likes.merge(kind(part), 1, Integer::sum);
    }
    if (likes.size() == parts.size()) {
      return List.of();
    }
    Map<Expr, List<Expr>> byMeaning = new LinkedHashMap<>();
    for (Expr part : parts) {
      if (likes.getOrDefault(kind(part), 0) > 1) {
        byMeaning.computeIfAbsent(Unpositioned.of(part), key -> new ArrayList<>(1)).add(part);
      }
    }
    return byMeaning.values().stream().filter(group -> group.size() > 1).toList();
  }

  /**
   * What parts that mean the same have in common, and costs little to compare. Most queries repeat
   * nothing, as that alone tells.
   */
  private static Object kind(Expr part) {
    if (part instanceof VectorSelector selector) {
      return selector.name();
    }
    return part instanceof Call call ? call.function().name() : part.getClass();
  }

  private static List<Expr> withoutCommonScans(List<Expr> group, Set<Expr> aggregated) {
    List<Expr> others = group.stream().filter(part -> !aggregated.contains(part)).toList();
    return group.size() - others.size() > 1 ? others : group;
  }

  /** Where an expression stands. */
  private enum Place {
    PLAIN,
    /** It is what an aggregation aggregates. */
    AGGREGATED,
    /** In a subquery. */
    INNER
  }

  /** The parts that may be repeated, in their order. */
  private static final class Parts {
    private final List<Expr> aggregations = new ArrayList<>();
    private final List<Expr> vectors = new ArrayList<>();

    /** Those of the vectors that an aggregation aggregates. */
    private final Set<Expr> aggregated = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Returns how many parts the expression has, itself included. */
    private int collect(Expr expr, Place place) {
      return switch (expr) {
        case ParenExpr e -> collect(e.expr(), place);
        case AggregateExpr e -> {
          aggregations.add(e);
          Expr parameter = e.parameter();
          yield 1
              + (parameter == null ? 0 : collect(parameter, within(place)))
              + collect(e.expr(), place == Place.INNER ? Place.INNER : Place.AGGREGATED);
        }
        case BinaryExpr e ->
            add(e, 1 + collect(e.left(), within(place)) + collect(e.right(), within(place)), place);
        case UnaryExpr e -> 1 + collect(e.expr(), within(place));
        case Call e -> add(e, 1 + collectAll(e.args(), within(place)), place);
        case Subquery e -> 1 + collect(e.expr(), Place.INNER);
        case VectorSelector e -> add(e, 1, place);
        case MatrixSelector e -> 1;
        case NumberLiteral e -> 1;
        case StringLiteral e -> 1;
        case DurationExpr e -> 1;
      };
    }

    private static Place within(Place place) {
      return place == Place.INNER ? Place.INNER : Place.PLAIN;
    }

    private int collectAll(List<Expr> exprs, Place place) {
      int parts = 0;
      for (Expr expr : exprs) {
        parts += collect(expr, place);
      }
      return parts;
    }

    private int add(Expr expr, int parts, Place place) {
      if (place != Place.INNER
          && parts <= MAX_PARTS
          && expr.type() == ValueType.VECTOR
          && readsSeries(expr)) {
        vectors.add(expr);
        if (place == Place.AGGREGATED) {
          aggregated.add(expr);
        }
      }
      return parts;
    }

    private static boolean readsSeries(Expr expr) {
      if (!(expr instanceof Call call)) {
        return true;
      }
      for (Expr arg : call.args()) {
        if (arg.type() == ValueType.VECTOR || arg.type() == ValueType.MATRIX) {
          return true;
        }
      }
      return false;
    }
  }
}
