package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.histogram.NativeFraction;
import dev.deucalion.promql.histogram.NativeQuantile;
import dev.deucalion.promql.kernel.ClassicBuckets;
import dev.deucalion.promql.number.GoFormat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/** Something that a histogram answers with a number. */
interface HistogramQuestion {
  /** The answer of a classic histogram. */
  double ask(ClassicBuckets buckets, int step);

  /**
   * The answer of a native histogram.
   *
   * @param metricName for texts; may be empty
   * @param notes told what is odd about the histogram
   */
  double ask(FloatHistogram histogram, int step, String metricName, HistogramNotes notes);

  /** The labels of the answer, from those of the histogram without its name. */
  default Labels label(Labels labels) {
    return labels;
  }

  /** Whether the question is asked at a step at all. */
  default boolean isAsked(int step) {
    return true;
  }

  /** A quantile for each step. */
  static HistogramQuestion quantile(ScalarColumn phi) {
    return quantile(phi, labels -> labels, step -> true);
  }

  /**
   * Each quantile that the steps ask for, under a label of its own.
   *
   * @throws dev.deucalion.promql.QueryException when there are too many
   */
  static List<HistogramQuestion> labeledQuantiles(
      ScalarColumn phi, String label, QueryLimits limits) {
    double[] values = phi.values();
    Map<String, BitSet> stepsOf = new LinkedHashMap<>();
    BitSet alike = new BitSet();
    Pace pace = new Pace(limits);
    for (int step = 0; step < values.length; step++) {
      pace.step();
      if (step == 0 || Double.compare(values[step], values[step - 1]) != 0) {
        String text = GoFormat.openMetrics(values[step]);
        limits.holdBytes(stepsOf.containsKey(text) ? 0 : values.length / Byte.SIZE);
        alike = stepsOf.computeIfAbsent(text, t -> new BitSet());
      }
      alike.set(step);
    }
    List<HistogramQuestion> questions = new ArrayList<>();
    stepsOf.forEach((text, steps) ->
        questions.add(quantile(phi, labels -> LabelSets.with(labels, label, text), steps::get)));
    return questions;
  }

  private static HistogramQuestion quantile(
      ScalarColumn phi, UnaryOperator<Labels> label, IntPredicate isAsked) {
    NativeQuantile quantile = new NativeQuantile();
    return new HistogramQuestion() {
      @Override
      public boolean isAsked(int step) {
        return isAsked.test(step);
      }

      @Override
      public double ask(ClassicBuckets buckets, int step) {
        return buckets.quantile(phi.values()[step]);
      }

      @Override
      public double ask(FloatHistogram histogram, int step, String name, HistogramNotes notes) {
        double answer = quantile.quantile(phi.values()[step], histogram);
        switch (quantile.nanEffect()) {
          case NONE -> {}
          case SKEWED -> notes.quantileIsSkewed(name);
          case RESULT -> notes.quantileIsNan(name);
        }
        return answer;
      }

      @Override
      public Labels label(Labels labels) {
        return label.apply(labels);
      }
    };
  }

  /** The share of observations between two values for each step. */
  static HistogramQuestion fraction(ScalarColumn lower, ScalarColumn upper) {
    NativeFraction fraction = new NativeFraction();
    return new HistogramQuestion() {
      @Override
      public double ask(ClassicBuckets buckets, int step) {
        return buckets.fraction(lower.values()[step], upper.values()[step]);
      }

      @Override
      public double ask(FloatHistogram histogram, int step, String name, HistogramNotes notes) {
        double answer = fraction.fraction(lower.values()[step], upper.values()[step], histogram);
        if (fraction.nansLeftOut()) {
          notes.nansNotInFractions(name);
        }
        return answer;
      }
    };
  }
}
