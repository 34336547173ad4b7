package dev.deucalion.promql.exec;

import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.ParenExpr;
import dev.deucalion.promql.ast.PositionRange;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What each part of one query costs. A query that has one runs on one thread, and each of its parts
 * reads for itself. Whatever passes between two calls of operators is charged to the one that runs:
 * an operator that calls another one does not pay for it.
 */
public final class QueryProfile {
  private final Map<Part, PartFigures> figures = new HashMap<>();
  private @Nullable Part building;
  private @Nullable PartFigures running;
  private long markNanos;
  private long markSamples;
  private long markBytes;
  private OptionalLong deadlineNanos = OptionalLong.empty();

  /** A part of the query; the kind tells parts apart that stand at the same place. */
  private record Part(PositionRange position, Class<?> kind) {
    static Part of(Expr expr) {
      return new Part(expr.position(), expr.getClass());
    }
  }

  /** What an expression did, or null where it was not evaluated for itself. */
  public @Nullable PartFigures of(Expr expr) {
    return figures.get(Part.of(expr));
  }

  /** What all parts did. */
  public Collection<PartFigures> all() {
    return Collections.unmodifiableCollection(figures.values());
  }

  /**
   * Says when the time of the query is over.
   *
   * @param nanos by the clock of the engine that runs it
   */
  public void endBy(long nanos) {
    deadlineNanos = OptionalLong.of(nanos);
  }

  /** When the time of the query is over, by the clock of its engine; empty before it began. */
  public OptionalLong deadlineNanos() {
    return deadlineNanos;
  }

  /** The operator that is built for an expression, measured. */
  VectorOperator vector(Expr expr, QueryLimits limits, Supplier<VectorOperator> build) {
    Part part = Part.of(expr);
    if (part.equals(building) || expr instanceof ParenExpr) {
      return build.get();
    }
    return new MeasuredOperator(this, begin(part), limits, within(part, build));
  }

  /** As {@link #vector}, of a range vector. */
  RangeVector range(Expr expr, QueryLimits limits, Supplier<RangeVector> build) {
    Part part = Part.of(expr);
    return part.equals(building)
        ? build.get()
        : new MeasuredRange(this, begin(part), limits, within(part, build));
  }

  private PartFigures begin(Part part) {
    return figures.computeIfAbsent(part, _ -> new PartFigures());
  }

  private <T> T within(Part part, Supplier<T> build) {
    Part outer = building;
    building = part;
    try {
      return build.get();
    } finally {
      building = outer;
    }
  }

  /** From now on this part runs; returns the one that ran. */
  @Nullable PartFigures enter(@Nullable PartFigures part, QueryLimits limits) {
    long nanos = limits.nowNanos();
    long samples = limits.totalSamples();
    long bytes = limits.memory().heldBytes();
    PartFigures outer = running;
    if (outer != null) {
      outer.charge(nanos - markNanos, samples - markSamples, bytes - markBytes);
    }
    markNanos = nanos;
    markSamples = samples;
    markBytes = bytes;
    running = part;
    return outer;
  }
}
