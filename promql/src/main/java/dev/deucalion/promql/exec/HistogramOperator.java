package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.kernel.ClassicBuckets;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.StepGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Asks classic histograms something at each step. Holds the buckets of one histogram at a time, and
 * the answers to all questions but the one that was read.
 */
final class HistogramOperator implements VectorOperator {
  private final QueryLimits limits;
  private final VectorOperator input;
  private final List<Question> questions;
  private final Annotations annotations;
  private final PositionRange position;
  private final StepGrid grid;
  private final int steps;
  private final ClassicBuckets buckets = new ClassicBuckets();
  private @Nullable BucketGroups groups;
  private @Nullable MergedSeries output;

  /** Answers that were computed together with another one, by histogram and question. */
  private @Nullable Column[] kept = new Column[0];

  /** Something that a histogram answers with a number. */
  interface Question {
    double ask(ClassicBuckets buckets, int step);

    /** The labels of the answer, from those of the histogram without its name. */
    default Labels label(Labels labels) {
      return labels;
    }
  }

  /**
   * @param position where the vector of buckets stands in the query
   */
  HistogramOperator(
      QueryContext context,
      VectorOperator input,
      List<Question> questions,
      PositionRange position,
      StepGrid grid) {
    this.limits = context.limits();
    this.input = input;
    this.questions = questions;
    this.annotations = context.annotations();
    this.position = position;
    this.grid = grid;
    this.steps = grid.count();
  }

  /** A quantile for each step. */
  static Question quantile(ScalarColumn phi, UnaryOperator<Labels> label) {
    return new Question() {
      @Override
      public double ask(ClassicBuckets buckets, int step) {
        return buckets.quantile(phi.values()[step]);
      }

      @Override
      public Labels label(Labels labels) {
        return label.apply(labels);
      }
    };
  }

  /** The share of observations between two values for each step. */
  static Question fraction(ScalarColumn lower, ScalarColumn upper) {
    return (buckets, step) -> buckets.fraction(lower.values()[step], upper.values()[step]);
  }

  @Override
  public List<Labels> series() {
    if (output == null) {
      BucketGroups found = BucketGroups.of(input.series());
      groups = found;
      warnOfMalformed(found.malformed());
      List<Labels> labels = new ArrayList<>();
      for (BucketGroups.Histogram histogram : found.histograms()) {
        for (Question question : questions) {
          labels.add(question.label(histogram.labels().withoutMetricName()));
        }
      }
      kept = new Column[labels.size()];
      output = MergedSeries.of(labels);
    }
    return output.labels();
  }

  private void warnOfMalformed(List<Integer> malformed) {
    Column column = new Column(steps);
    for (int i : malformed) {
      input.read(i, column);
      if (!column.isEmpty()) {
        Labels labels = input.series().get(i);
        annotations.badBucketLabel(labels.get(LabelNames.BUCKET), labels.metricName(), position);
      }
    }
  }

  @Override
  public void read(int series, Column out) {
    Objects.requireNonNull(output).read(series, this::readAnswer, out);
  }

  private void readAnswer(int answer, Column out) {
    Column column = kept[answer];
    if (column == null) {
      answerAll(answer / questions.size());
      column = Objects.requireNonNull(kept[answer]);
    }
    out.copyFrom(column);
    kept[answer] = null;
    limits.releaseColumn(steps);
  }

  private void answerAll(int histogram) {
    List<BucketGroups.Bucket> members =
        Objects.requireNonNull(groups).histograms().get(histogram).buckets();
    limits.hold((long) members.size() * steps);
    List<Column> counts = new ArrayList<>(members.size());
    for (BucketGroups.Bucket bucket : members) {
      limits.checkpoint();
      Column column = new Column(steps);
      input.read(bucket.series(), column);
      counts.add(column);
    }
    for (int q = 0; q < questions.size(); q++) {
      limits.holdColumn(steps);
      Column answer = new Column(steps);
      answer(questions.get(q), members, counts, answer);
      kept[histogram * questions.size() + q] = answer;
    }
    limits.release((long) members.size() * steps);
  }

  private void answer(
      Question question, List<BucketGroups.Bucket> members, List<Column> counts, Column out) {
    for (int step = 0; step < steps; step++) {
      buckets.clear();
      for (int b = 0; b < counts.size(); b++) {
        if (counts.get(b).has(step)) {
          buckets.add(members.get(b).upperBound(), counts.get(b).values[step]);
        }
      }
      if (!buckets.isEmpty()) {
        out.set(step, question.ask(buckets, step));
        if (buckets.wasForcedMonotonic()) {
          annotations.forcedMonotonicity(
              grid.timeMs(step),
              buckets.minForcedBound(),
              buckets.maxForcedBound(),
              buckets.maxForcedDrop(),
              position);
        }
      }
    }
  }
}
