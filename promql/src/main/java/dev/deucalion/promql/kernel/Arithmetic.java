package dev.deucalion.promql.kernel;

import dev.deucalion.promql.number.GoArc;
import dev.deucalion.promql.number.GoMath;

/**
 * Binary operators on the floats of columns, step by step; what comes out has no histograms. Each
 * operator has a loop of its own over the steps of a word, which are mostly all there.
 *
 * <p>All take a checkpoint, called now and then by long loops, that throws to end them.
 */
public final class Arithmetic {
  private static final int WORD_STEPS = 64;

  /** Some of the operators take a hundred nanoseconds a step. */
  private static final int CHECKPOINT_MASK = (1 << 8) - 1;

  private Arithmetic() {}

  /** An operator that always has a result. */
  public enum Operation {
    /** Sum. */
    ADD,
    /** Difference. */
    SUB,
    /** Product. */
    MUL,
    /** Quotient. */
    DIV,
    /** Rest of a division, with the sign of the left side. */
    MOD,
    /** Power. */
    POW,
    /** Angle of a point, in radians. */
    ATAN2,
    /** The greater one. */
    MAX,
    /** The lesser one. */
    MIN;

    double apply(double left, double right) {
      return switch (this) {
        case ADD -> left + right;
        case SUB -> left - right;
        case MUL -> left * right;
        case DIV -> left / right;
        case MOD -> left % right;
        case POW -> GoMath.pow(left, right);
        case ATAN2 -> GoArc.atan2(left, right);
        case MAX -> GoMath.max(left, right);
        case MIN -> GoMath.min(left, right);
      };
    }
  }

  /** A comparison. */
  public enum Comparison {
    /** The same. */
    EQUAL,
    /** Not the same. */
    NOT_EQUAL,
    /** The left one is greater. */
    GREATER,
    /** The left one is less. */
    LESS,
    /** The left one is not less. */
    AT_LEAST,
    /** The left one is not greater. */
    AT_MOST
  }

  /** The result at steps where both sides have a value; {@code out} may be one of the sides. */
  public static void apply(
      Operation operation, Column left, Column right, Column out, Runnable checkpoint) {
    out.dropHistograms();
    for (int w = 0; w < out.present.length; w++) {
      checkAt(w, checkpoint);
      long both = left.present[w] & right.present[w];
      out.present[w] = both;
      if (both == -1L) {
        applyToAll(operation, left.values, right.values, w * WORD_STEPS, out.values);
        continue;
      }
      for (long bits = both; bits != 0; bits &= bits - 1) {
        int step = w * WORD_STEPS + Long.numberOfTrailingZeros(bits);
        out.values[step] = operation.apply(left.values[step], right.values[step]);
      }
    }
  }

  private static void applyToAll(
      Operation operation, double[] left, double[] right, int from, double[] out) {
    int to = from + WORD_STEPS;
    switch (operation) {
      case ADD -> {
        for (int i = from; i < to; i++) {
          out[i] = left[i] + right[i];
        }
      }
      case SUB -> {
        for (int i = from; i < to; i++) {
          out[i] = left[i] - right[i];
        }
      }
      case MUL -> {
        for (int i = from; i < to; i++) {
          out[i] = left[i] * right[i];
        }
      }
      case DIV -> {
        for (int i = from; i < to; i++) {
          out[i] = left[i] / right[i];
        }
      }
      case MOD, POW, ATAN2, MAX, MIN -> {
        for (int i = from; i < to; i++) {
          out[i] = operation.apply(left[i], right[i]);
        }
      }
    }
  }

  /**
   * Keeps the values of one side at steps where both have one and the comparison holds.
   *
   * @param kept the side to keep, left or right
   * @param out not one of the sides
   */
  public static void filter(
      Comparison comparison,
      Column left,
      Column right,
      Column kept,
      Column out,
      Runnable checkpoint) {
    out.dropHistograms();
    for (int w = 0; w < out.present.length; w++) {
      checkAt(w, checkpoint);
      long holding = holding(comparison, left, right, w);
      out.present[w] = holding;
      for (long bits = holding; bits != 0; bits &= bits - 1) {
        int step = w * WORD_STEPS + Long.numberOfTrailingZeros(bits);
        out.values[step] = kept.values[step];
      }
    }
  }

  /** 1 or 0 at steps where both sides have a value; {@code out} may be one of the sides. */
  public static void test(
      Comparison comparison, Column left, Column right, Column out, Runnable checkpoint) {
    out.dropHistograms();
    for (int w = 0; w < out.present.length; w++) {
      checkAt(w, checkpoint);
      long both = left.present[w] & right.present[w];
      long holding = holding(comparison, left, right, w);
      out.present[w] = both;
      for (long bits = both; bits != 0; bits &= bits - 1) {
        int step = w * WORD_STEPS + Long.numberOfTrailingZeros(bits);
        out.values[step] = holding >>> step & 1;
      }
    }
  }

  private static void checkAt(int word, Runnable checkpoint) {
    if ((word & CHECKPOINT_MASK) == CHECKPOINT_MASK) {
      checkpoint.run();
    }
  }

  /** The steps of a word at which both sides have a value and the comparison holds. */
  private static long holding(Comparison comparison, Column left, Column right, int word) {
    long both = left.present[word] & right.present[word];
    int from = word * WORD_STEPS;
    double[] l = left.values;
    double[] r = right.values;
    return switch (comparison) {
      case EQUAL -> equal(l, r, from, both);
      case NOT_EQUAL -> both & ~equal(l, r, from, both);
      case LESS -> less(l, r, from, both);
      case GREATER -> less(r, l, from, both);
      case AT_MOST -> atMost(l, r, from, both);
      case AT_LEAST -> atMost(r, l, from, both);
    };
  }

  private static long equal(double[] left, double[] right, int from, long steps) {
    long holding = 0;
    for (long bits = steps; bits != 0; bits &= bits - 1) {
      int step = from + Long.numberOfTrailingZeros(bits);
      holding |= left[step] == right[step] ? bits & -bits : 0;
    }
    return holding;
  }

  private static long less(double[] left, double[] right, int from, long steps) {
    long holding = 0;
    for (long bits = steps; bits != 0; bits &= bits - 1) {
      int step = from + Long.numberOfTrailingZeros(bits);
      holding |= left[step] < right[step] ? bits & -bits : 0;
    }
    return holding;
  }

  private static long atMost(double[] left, double[] right, int from, long steps) {
    long holding = 0;
    for (long bits = steps; bits != 0; bits &= bits - 1) {
      int step = from + Long.numberOfTrailingZeros(bits);
      holding |= left[step] <= right[step] ? bits & -bits : 0;
    }
    return holding;
  }
}
