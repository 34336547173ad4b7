package dev.deucalion.promql.exec;

import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.kernel.Arithmetic;
import dev.deucalion.promql.kernel.Arithmetic.Comparison;
import dev.deucalion.promql.kernel.Arithmetic.Operation;
import dev.deucalion.promql.kernel.Column;

/** What a binary operator, other than a set operator, does with two columns. */
sealed interface BinaryFunction {
  /**
   * The result at steps where both sides have a value.
   *
   * @param kept the side whose values a filter keeps: left or right
   * @param out neither of the sides
   */
  void apply(Column left, Column right, Column kept, Column out);

  /**
   * Steps at which both sides have something and it goes together, as a word of bits; a filter may
   * still have taken the result out.
   *
   * @param out what {@link #apply} made of both sides
   */
  long matched(Column left, Column right, Column out, int word);

  /** Whether what comes out is something else than what went in, so that its name is gone. */
  boolean dropsName();

  /** As {@link #of(BinaryExpr, boolean, QueryContext)}, with {@code bool} where it is written. */
  static BinaryFunction of(BinaryExpr expr, QueryContext context) {
    return of(expr, expr.returnBool(), context);
  }

  /**
   * @param context told what has no result, and asked whether to go on
   */
  static BinaryFunction of(BinaryExpr expr, boolean returnBool, QueryContext context) {
    return new Mixed(
        ofFloats(expr, returnBool, context), new HistogramPairs(expr, returnBool, context));
  }

  private static BinaryFunction ofFloats(
      BinaryExpr expr, boolean returnBool, QueryContext context) {
    QueryLimits limits = context.limits();
    return switch (expr.op()) {
      case ADD -> new Arithmetical(Operation.ADD, limits);
      case SUB -> new Arithmetical(Operation.SUB, limits);
      case MUL -> new Arithmetical(Operation.MUL, limits);
      case DIV -> new Arithmetical(Operation.DIV, limits);
      case MOD -> new Arithmetical(Operation.MOD, limits);
      case POW -> new Arithmetical(Operation.POW, limits);
      case ATAN2 -> new Arithmetical(Operation.ATAN2, limits);
      case EQL -> compared(Comparison.EQUAL, returnBool, limits);
      case NEQ -> compared(Comparison.NOT_EQUAL, returnBool, limits);
      case GTR -> compared(Comparison.GREATER, returnBool, limits);
      case LSS -> compared(Comparison.LESS, returnBool, limits);
      case GTE -> compared(Comparison.AT_LEAST, returnBool, limits);
      case LTE -> compared(Comparison.AT_MOST, returnBool, limits);
      case TRIM_UPPER, TRIM_LOWER -> new Meaningless(expr, context.annotations());
      case AND, OR, UNLESS -> throw new IllegalArgumentException("set operator " + expr.op());
    };
  }

  private static BinaryFunction compared(
      Comparison comparison, boolean returnBool, QueryLimits limits) {
    return returnBool ? new Tested(comparison, limits) : new Filtered(comparison, limits);
  }

  /** A number from two numbers. */
  record Arithmetical(Operation operation, QueryLimits limits) implements BinaryFunction {
    @Override
    public void apply(Column left, Column right, Column kept, Column out) {
      Arithmetic.apply(operation, left, right, out, limits::checkpoint);
    }

    @Override
    public long matched(Column left, Column right, Column out, int word) {
      return left.present[word] & right.present[word];
    }

    @Override
    public boolean dropsName() {
      return true;
    }
  }

  /** A comparison that keeps values. */
  record Filtered(Comparison comparison, QueryLimits limits) implements BinaryFunction {
    @Override
    public void apply(Column left, Column right, Column kept, Column out) {
      Arithmetic.filter(comparison, left, right, kept, out, limits::checkpoint);
    }

    @Override
    public long matched(Column left, Column right, Column out, int word) {
      return left.present[word] & right.present[word];
    }

    @Override
    public boolean dropsName() {
      return false;
    }
  }

  /** A comparison with {@code bool}. */
  record Tested(Comparison comparison, QueryLimits limits) implements BinaryFunction {
    @Override
    public void apply(Column left, Column right, Column kept, Column out) {
      Arithmetic.test(comparison, left, right, out, limits::checkpoint);
    }

    @Override
    public long matched(Column left, Column right, Column out, int word) {
      return left.present[word] & right.present[word];
    }

    @Override
    public boolean dropsName() {
      return true;
    }
  }

  /** One function for floats, and another one where there are histograms. */
  record Mixed(BinaryFunction floats, HistogramPairs histograms) implements BinaryFunction {
    @Override
    public void apply(Column left, Column right, Column kept, Column out) {
      floats.apply(left, right, kept, out);
      if (left.hasHistograms() || right.hasHistograms()) {
        histograms.apply(left, right, out);
      }
    }

    @Override
    public long matched(Column left, Column right, Column out, int word) {
      return floats.matched(left, right, out, word) | histograms.matched(left, right, out, word);
    }

    @Override
    public boolean dropsName() {
      return floats.dropsName();
    }
  }

  /** An operator for histograms between floats: no result, and an info. */
  record Meaningless(BinaryExpr expr, Annotations annotations) implements BinaryFunction {
    @Override
    public void apply(Column left, Column right, Column kept, Column out) {
      out.clear();
      for (int w = 0; w < out.present.length; w++) {
        if ((left.present[w] & right.present[w]) != 0) {
          new HistogramNotes(annotations, expr.position())
              .incompatibleTypes(expr.op().symbol(), "float", "float");
          return;
        }
      }
    }

    @Override
    public long matched(Column left, Column right, Column out, int word) {
      return 0;
    }

    @Override
    public boolean dropsName() {
      return false;
    }
  }
}
