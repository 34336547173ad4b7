package dev.deucalion.promql.exec;

import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.kernel.Arithmetic;
import dev.deucalion.promql.kernel.Arithmetic.Comparison;
import dev.deucalion.promql.kernel.Arithmetic.Operation;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.number.GoArc;
import dev.deucalion.promql.number.GoMath;

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

  /**
   * @param annotations told what has no result
   */
  static BinaryFunction of(BinaryExpr expr, boolean returnBool, Annotations annotations) {
    return new Mixed(
        ofFloats(expr, returnBool, annotations), new HistogramPairs(expr, returnBool, annotations));
  }

  private static BinaryFunction ofFloats(
      BinaryExpr expr, boolean returnBool, Annotations annotations) {
    return switch (expr.op()) {
      case ADD -> new Arithmetical((l, r) -> l + r);
      case SUB -> new Arithmetical((l, r) -> l - r);
      case MUL -> new Arithmetical((l, r) -> l * r);
      case DIV -> new Arithmetical((l, r) -> l / r);
      case MOD -> new Arithmetical((l, r) -> l % r);
      case POW -> new Arithmetical(GoMath::pow);
      case ATAN2 -> new Arithmetical(GoArc::atan2);
      case EQL -> compared((l, r) -> l == r, returnBool);
      case NEQ -> compared((l, r) -> l != r, returnBool);
      case GTR -> compared((l, r) -> l > r, returnBool);
      case LSS -> compared((l, r) -> l < r, returnBool);
      case GTE -> compared((l, r) -> l >= r, returnBool);
      case LTE -> compared((l, r) -> l <= r, returnBool);
      case TRIM_UPPER, TRIM_LOWER -> new Meaningless(expr, annotations);
      case AND, OR, UNLESS -> throw new IllegalArgumentException("set operator " + expr.op());
    };
  }

  private static BinaryFunction compared(Comparison comparison, boolean returnBool) {
    return returnBool ? new Tested(comparison) : new Filtered(comparison);
  }

  /** A number from two numbers. */
  record Arithmetical(Operation operation) implements BinaryFunction {
    @Override
    public void apply(Column left, Column right, Column kept, Column out) {
      Arithmetic.apply(operation, left, right, out);
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
  record Filtered(Comparison comparison) implements BinaryFunction {
    @Override
    public void apply(Column left, Column right, Column kept, Column out) {
      Arithmetic.filter(comparison, left, right, kept, out);
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
  record Tested(Comparison comparison) implements BinaryFunction {
    @Override
    public void apply(Column left, Column right, Column kept, Column out) {
      Arithmetic.test(comparison, left, right, out);
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
      Arithmetic.apply((l, r) -> l, left, right, out);
      if (!out.isEmpty()) {
        new HistogramNotes(annotations, expr.position())
            .incompatibleTypes(expr.op().symbol(), "float", "float");
        out.clear();
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
