package dev.deucalion.promql.explain;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.QueryException;
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
import dev.deucalion.promql.ast.VectorMatching;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.exec.PartFigures;
import dev.deucalion.promql.exec.QueryProfile;
import dev.deucalion.storage.ReadGuard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes the tree of a query with what each part did; numbers and strings are no parts. */
public final class Explanation {
  private static final int MAX_PARTS = 500;
  private static final int MAX_DEPTH = 100;
  private static final int MAX_TEXT_BYTES = 400;
  private static final int MAX_EXAMPLES = 3;
  private static final int MAX_LABELS = 12;

  /** How many series are looked at for their labels. */
  private static final int MAX_SERIES = 20_000;

  /** What a value of a label takes in its set. */
  private static final int VALUE_BYTES = 64;

  private final byte[] query;
  private final QueryProfile profile;
  private final ReadGuard.Limits limits;
  private int parts;

  private Explanation(String query, QueryProfile profile, ReadGuard.Limits limits) {
    this.query = query.getBytes(StandardCharsets.UTF_8);
    this.profile = profile;
    this.limits = limits;
  }

  /**
   * The tree. Parts whose series find no room or no time have their costs only; the profile forgets
   * them.
   *
   * @param query text of the query
   * @param expr what the parser made of it
   * @param profile of its evaluation, which may have failed somewhere
   * @param limits for the series of the profile, and what is made of them
   * @throws QueryException when the thread is interrupted
   */
  public static ExplainedPart of(
      String query, Expr expr, QueryProfile profile, ReadGuard.Limits limits) {
    List<Room> rooms = new ArrayList<>();
    try {
      for (PartFigures figures : profile.all()) {
        Room room = new Room(limits);
        rooms.add(room);
        keepOrForget(figures, room);
      }
      return new Explanation(query, profile, limits).part(unwrap(expr), 0);
    } finally {
      rooms.forEach(Room::close);
    }
  }

  private static void keepOrForget(PartFigures figures, Room room) {
    try {
      for (Labels labels : figures.named()) {
        room.step();
        // With a place in each of two lists.
        room.hold(labels.heapBytes() + 2 * Long.BYTES);
      }
    } catch (QueryException e) {
      throwUnlessOverLimit(e);
      figures.forgetSeries();
      room.close();
    }
  }

  private static void throwUnlessOverLimit(QueryException e) {
    if (e.kind() != QueryException.Kind.EXECUTION && e.kind() != QueryException.Kind.TIMEOUT) {
      throw e;
    }
  }

  private ExplainedPart part(Expr expr, int depth) {
    parts++;
    List<ExplainedPart> operands = new ArrayList<>();
    for (Expr operand : operands(expr)) {
      Expr inner = unwrap(operand);
      boolean literal = inner instanceof NumberLiteral || inner instanceof StringLiteral;
      if (!literal && parts < MAX_PARTS && depth < MAX_DEPTH) {
        operands.add(part(inner, depth + 1));
      }
    }
    PartFigures figures = profile.of(expr);
    List<Labels> series = figures == null ? List.of() : figures.series();
    return new ExplainedPart(
        text(expr),
        expr,
        figures == null ? null : cost(figures, operands),
        labels(series),
        series.subList(0, Math.min(series.size(), MAX_EXAMPLES)),
        matching(expr),
        operands);
  }

  private static ExplainedPart.Cost cost(PartFigures figures, List<ExplainedPart> operands) {
    long nanos = figures.nanos();
    long queryable = figures.queryableSamples();
    for (ExplainedPart operand : operands) {
      ExplainedPart.Cost cost = operand.cost();
      nanos += cost == null ? 0 : cost.nanos();
      queryable += cost == null ? 0 : cost.queryableSamples();
    }
    return new ExplainedPart.Cost(
        figures.seriesCount(),
        figures.resultSamples(),
        nanos,
        figures.nanos(),
        queryable,
        figures.peakBytes());
  }

  private @Nullable MatchReport matching(Expr expr) {
    if (!(expr instanceof BinaryExpr binary)) {
      return null;
    }
    VectorMatching matching = binary.matching();
    PartFigures left = profile.of(unwrap(binary.left()));
    PartFigures right = profile.of(unwrap(binary.right()));
    if (matching == null
        || left == null
        || right == null
        || isForgotten(left)
        || isForgotten(right)) {
      return null;
    }
    try (Room room = new Room(limits)) {
      return new Matches(matching, left.series(), right.series(), room).report();
    } catch (QueryException e) {
      throwUnlessOverLimit(e);
      return null;
    }
  }

  private static boolean isForgotten(PartFigures figures) {
    return figures.named().isEmpty() && figures.seriesCount() > 0;
  }

  /** What is evaluated before an expression. */
  private static List<Expr> operands(Expr expr) {
    return switch (expr) {
      case AggregateExpr e ->
          e.parameter() == null
              ? List.of(e.expr())
              : List.of(Objects.requireNonNull(e.parameter()), e.expr());
      case BinaryExpr e -> List.of(e.left(), e.right());
      case Call e -> e.args();
      case ParenExpr e -> List.of(e.expr());
      case Subquery e -> List.of(e.expr());
      case UnaryExpr e -> List.of(e.expr());
      case MatrixSelector _, VectorSelector _, NumberLiteral _, StringLiteral _, DurationExpr _ ->
          List.of();
    };
  }

  private static Expr unwrap(Expr expr) {
    Expr inner = expr;
    while (inner instanceof ParenExpr paren) {
      inner = paren.expr();
    }
    return inner;
  }

  private String text(Expr expr) {
    int from = Math.clamp(expr.position().start(), 0, query.length);
    int end = Math.clamp(expr.position().end(), from, query.length);
    int to = Math.min(end, from + MAX_TEXT_BYTES);
    while (to > from && to < end && (query[to] & 0xc0) == 0x80) {
      to--;
    }
    String text = new String(query, from, to - from, StandardCharsets.UTF_8).strip();
    return to < end ? text + "…" : text;
  }

  private List<ExplainedPart.LabelValues> labels(List<Labels> series) {
    try (Room room = new Room(limits)) {
      return labels(series, room);
    } catch (QueryException e) {
      throwUnlessOverLimit(e);
      return List.of();
    }
  }

  private static List<ExplainedPart.LabelValues> labels(List<Labels> series, Room room) {
    Map<String, TreeSet<String>> values = new TreeMap<>();
    for (Labels labels : series.subList(0, Math.min(series.size(), MAX_SERIES))) {
      room.step();
      for (int i = 0; i < labels.size(); i++) {
        if (!labels.name(i).equals(LabelNames.METRIC_NAME)) {
          room.hold(VALUE_BYTES);
          values.computeIfAbsent(labels.name(i), _ -> new TreeSet<>()).add(labels.value(i));
        }
      }
    }
    return values.entrySet().stream()
        .map(entry ->
            new ExplainedPart.LabelValues(
                entry.getKey(),
                entry.getValue().size(),
                entry.getValue().stream().limit(MAX_EXAMPLES).toList()))
        .sorted(Comparator.comparingInt(ExplainedPart.LabelValues::count))
        .limit(MAX_LABELS)
        .toList();
  }
}
