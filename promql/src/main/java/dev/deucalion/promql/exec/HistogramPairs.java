package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.promql.ast.BinaryExpr;
import dev.deucalion.promql.ast.BinaryOp;
import dev.deucalion.promql.histogram.BucketCompaction;
import dev.deucalion.promql.histogram.HistogramAddition;
import dev.deucalion.promql.histogram.HistogramEquality;
import dev.deucalion.promql.histogram.HistogramScaling;
import dev.deucalion.promql.histogram.HistogramTrim;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.Work;
import org.jspecify.annotations.Nullable;

/** What a binary operator does at steps where at least one side has a native histogram. */
final class HistogramPairs {
  private final BinaryOp op;
  private final boolean returnBool;
  private final HistogramNotes notes;
  private final QueryLimits limits;

  /**
   * @param context told what has no result, and asked whether to go on
   */
  HistogramPairs(BinaryExpr expr, boolean returnBool, QueryContext context) {
    this.op = expr.op();
    this.returnBool = returnBool;
    this.notes = new HistogramNotes(context.annotations(), expr.position());
    this.limits = context.limits();
  }

  /** Sets the results of such steps in a column that has the results of all others. */
  void apply(Column left, Column right, Column out) {
    Work work = new Work(limits::checkpoint);
    for (int w = 0; w < out.present.length; w++) {
      long histograms = left.histogramWord(w) | right.histogramWord(w);
      long bits = histograms & left.anyPresent(w) & right.anyPresent(w);
      for (; bits != 0; bits &= bits - 1) {
        int step = (w << 6) + Long.numberOfTrailingZeros(bits);
        FloatHistogram l = left.histogram(step);
        FloatHistogram r = right.histogram(step);
        work.add((long) cost(l) + cost(r));
        if (l != null && r != null) {
          both(step, l, r, out);
        } else {
          FloatHistogram result =
              l == null ? ofRight(left.values[step], r) : ofLeft(l, right.values[step]);
          if (result == null) {
            notes.incompatibleTypes(op.symbol(), kind(l), kind(r));
          } else {
            out.setHistogram(step, result);
          }
        }
      }
    }
  }

  /** As {@link BinaryFunction#matched}, of the steps where a side has a histogram. */
  long matched(Column left, Column right, Column out, int word) {
    return switch (op) {
      case EQL, NEQ -> left.histogramWord(word) & right.histogramWord(word);
      default -> {
        long histograms = left.histogramWord(word) | right.histogramWord(word);
        yield histograms & out.anyPresent(word);
      }
    };
  }

  private static int cost(@Nullable FloatHistogram histogram) {
    return histogram == null ? 1 : HistogramWeight.inSamples(histogram);
  }

  private static String kind(@Nullable FloatHistogram histogram) {
    return histogram == null ? "float" : "histogram";
  }

  private @Nullable FloatHistogram ofRight(double left, @Nullable FloatHistogram right) {
    return op == BinaryOp.MUL && right != null
        ? BucketCompaction.compact(HistogramScaling.multiply(right, left))
        : null;
  }

  private @Nullable FloatHistogram ofLeft(FloatHistogram left, double right) {
    return switch (op) {
      case MUL -> BucketCompaction.compact(HistogramScaling.multiply(left, right));
      case DIV -> BucketCompaction.compact(HistogramScaling.divide(left, right));
      case TRIM_UPPER -> HistogramTrim.keepBelow(left, right);
      case TRIM_LOWER -> HistogramTrim.keepAbove(left, right);
      default -> null;
    };
  }

  private void both(int step, FloatHistogram left, FloatHistogram right, Column out) {
    switch (op) {
      case ADD, SUB -> {
        FloatHistogram result = combined(left, right);
        if (result != null) {
          out.setHistogram(step, result);
        }
      }
      case EQL -> compared(step, HistogramEquality.areEqual(left, right), left, out);
      case NEQ -> compared(step, !HistogramEquality.areEqual(left, right), left, out);
      default -> notes.incompatibleTypes(op.symbol(), "histogram", "histogram");
    }
  }

  private void compared(int step, boolean holds, FloatHistogram left, Column out) {
    if (returnBool) {
      out.set(step, holds ? 1 : 0);
    } else if (holds) {
      out.setHistogram(step, left);
    }
  }

  /** The sum or difference; none where the buckets or the hints do not go together. */
  private @Nullable FloatHistogram combined(FloatHistogram left, FloatHistogram right) {
    if (!HistogramAddition.areCompatible(left, right)) {
      notes.incompatibleBuckets(op.symbol());
      return null;
    }
    boolean add = op == BinaryOp.ADD;
    String operation = add ? "addition" : "subtraction";
    HistogramAddition.Result result =
        add ? HistogramAddition.add(left, right) : HistogramAddition.subtract(left, right);
    if (result.hintsCollide()) {
      notes.resetsCollide(operation);
      return null;
    }
    if (result.boundsReconciled()) {
      notes.boundsReconciled(operation);
    }
    FloatHistogram histogram = BucketCompaction.compact(result.histogram());
    return add ? histogram : histogram.withResetHint(CounterResetHint.GAUGE);
  }
}
