package dev.deucalion.promql.exec;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.PositionRange;
import dev.deucalion.promql.kernel.ClassicBuckets;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.HistogramWeight;
import dev.deucalion.promql.kernel.StepGrid;
import dev.deucalion.promql.kernel.Work;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks classic and native histograms something at each step. Where both are there under the same
 * labels, neither is asked. Holds the buckets of one histogram at a time, and the answers to all
 * questions but the one that was read.
 */
final class HistogramOperator implements VectorOperator {
  /** Of a label set whose strings another one has, too. */
  private static final int LABELS_BYTES = 64;

  private final QueryLimits limits;
  private final VectorOperator input;
  private final Supplier<List<HistogramQuestion>> asked;
  private final Annotations annotations;
  private final HistogramNotes notes;
  private final PositionRange position;
  private final NameRemoval names;
  private final StepGrid grid;
  private final int steps;
  private final ClassicBuckets buckets = new ClassicBuckets();
  private List<HistogramQuestion> questions = List.of();
  private List<BucketGroups.Histogram> histograms = List.of();

  /** How many buckets the histograms before each one have in all. */
  private int[] bucketsBefore = {0};

  /** Histograms that were asked. */
  private final BitSet answered = new BitSet();

  private @Nullable MergedSeries output;

  /**
   * Answers that were computed together with another one, by histogram and question. Behind those
   * come the answers of native histograms in series of buckets, by bucket and question, where there
   * are any.
   */
  private @Nullable Column[] kept = new Column[0];

  /**
   * @param asked gives what is asked once data can be read, since it may be data
   * @param position where the vector of histograms stands in the query
   */
  HistogramOperator(
      QueryContext context,
      VectorOperator input,
      Supplier<List<HistogramQuestion>> asked,
      PositionRange position,
      StepGrid grid) {
    this.limits = context.limits();
    this.input = input;
    this.asked = asked;
    this.annotations = context.annotations();
    this.notes = new HistogramNotes(annotations, position);
    this.position = position;
    this.names = context.names();
    this.grid = grid;
    this.steps = grid.count();
  }

  @Override
  public List<Labels> series() {
    if (output == null) {
      questions = asked.get();
      histograms = BucketGroups.of(limits, input.series()).histograms();
      bucketsBefore = new int[histograms.size() + 1];
      List<Labels> labels = new ArrayList<>();
      Pace pace = new Pace(limits);
      for (int i = 0; i < histograms.size(); i++) {
        bucketsBefore[i + 1] = bucketsBefore[i] + histograms.get(i).buckets().size();
        addAnswers(histograms.get(i).labels(), labels, pace);
      }
      for (BucketGroups.Histogram histogram : histograms) {
        for (BucketGroups.Bucket bucket : histogram.buckets()) {
          addAnswers(input.series().get(bucket.series()), labels, pace);
        }
      }
      kept = new Column[labels.size()];
      output = MergedSeries.of(limits, labels);
    }
    return output.labels();
  }

  private void addAnswers(Labels histogram, List<Labels> to, Pace pace) {
    Labels seen = names.seen(histogram);
    limits.holdBytes(LABELS_BYTES);
    for (HistogramQuestion question : questions) {
      pace.step();
      Labels answer = question.label(seen);
      limits.holdBytes(answer.equals(seen) ? 0 : answer.heapBytes());
      to.add(answer);
    }
  }

  @Override
  public void read(int series, Column out) {
    Objects.requireNonNull(output).read(series, this::readAnswer, out);
  }

  @Override
  public boolean losesName(int series) {
    return true;
  }

  private void readAnswer(int answer, Column out) {
    int asking = answer / questions.size();
    int histogram = asking < histograms.size() ? asking : histogramOf(asking - histograms.size());
    if (!answered.get(histogram)) {
      answered.set(histogram);
      answerAll(histogram);
    }
    Column column = kept[answer];
    if (column == null) {
      out.clear();
    } else {
      out.copyFrom(column);
      kept[answer] = null;
      limits.releaseColumn(steps);
      limits.releaseSamples(out.sampleCount());
    }
  }

  /** The histogram that has a bucket, by the bucket's number among those of all. */
  private int histogramOf(int bucket) {
    int found = Arrays.binarySearch(bucketsBefore, bucket);
    int last = found < 0 ? -found - 2 : found;
    while (bucketsBefore[last + 1] == bucketsBefore[last]) {
      last++;
    }
    return last;
  }

  private void answerAll(int index) {
    BucketGroups.Histogram histogram = histograms.get(index);
    List<BucketGroups.Bucket> members = histogram.buckets();
    long bytes = (members.size() + 1L) * QueryLimits.columnBytes(steps);
    limits.holdBytes(bytes);
    List<Column> counts = new ArrayList<>(members.size());
    for (BucketGroups.Bucket bucket : members) {
      counts.add(read(bucket.series()));
    }
    String name = shownName(histogram.labels());
    Column natives = readNatives(histogram);
    long samples = natives.sampleCount() + counts.stream().mapToLong(Column::sampleCount).sum();
    limits.holdSamples(samples);
    answerAll(index, members, counts, natives, name);
    natives.dropHistograms();
    for (int b = 0; b < members.size(); b++) {
      if (counts.get(b).hasHistograms()) {
        answerAll(
            histograms.size() + bucketsBefore[index] + b,
            List.of(),
            List.of(),
            counts.get(b),
            shownName(input.series().get(members.get(b).series())));
        counts.get(b).dropHistograms();
      }
    }
    limits.releaseSamples(samples);
    limits.releaseBytes(bytes);
  }

  private void answerAll(
      int asking,
      List<BucketGroups.Bucket> members,
      List<Column> counts,
      Column natives,
      String name) {
    for (int q = 0; q < questions.size(); q++) {
      limits.holdColumn(steps);
      Column answer = new Column(steps);
      answer(questions.get(q), members, counts, natives, name, answer);
      limits.holdSamples(answer.sampleCount());
      kept[asking * questions.size() + q] = answer;
    }
  }

  private Column read(int series) {
    limits.checkpoint();
    Column column = new Column(steps, limits);
    input.read(series, column);
    return column;
  }

  private Column readNatives(BucketGroups.Histogram histogram) {
    if (histogram.unbounded() == BucketGroups.NONE) {
      return new Column(steps);
    }
    Column natives = read(histogram.unbounded());
    if (natives.floatCount() > 0) {
      Labels labels = histogram.labels();
      annotations.badBucketLabel(labels.get(LabelNames.BUCKET), shownName(labels), position);
    }
    return natives;
  }

  private void answer(
      HistogramQuestion question,
      List<BucketGroups.Bucket> members,
      List<Column> counts,
      Column natives,
      String name,
      Column out) {
    Work work = new Work(limits::checkpoint);
    for (int step = 0; step < steps; step++) {
      work.add(1L + counts.size());
      if (!question.isAsked(step)) {
        continue;
      }
      buckets.clear();
      for (int b = 0; b < counts.size(); b++) {
        if (counts.get(b).has(step)) {
          buckets.add(members.get(b).upperBound(), counts.get(b).values[step]);
        }
      }
      FloatHistogram nativeOne = natives.histogram(step);
      if (nativeOne != null && buckets.isEmpty()) {
        work.add(HistogramWeight.inSamples(nativeOne));
        out.set(step, question.ask(nativeOne, step, name, notes));
      } else if (nativeOne != null) {
        notes.mixedClassicAndNative(name);
      } else if (!buckets.isEmpty()) {
        out.set(step, question.ask(buckets, step));
        tellOfLifted(step, name);
      }
    }
  }

  /** The name in texts: empty where it is gone by the time of the question. */
  private String shownName(Labels labels) {
    return names.seen(labels).metricName();
  }

  private void tellOfLifted(int step, String metricName) {
    if (buckets.wasForcedMonotonic()) {
      annotations.forcedMonotonicity(
          metricName,
          position,
          new ForcedMonotonicity(
              grid.timeMs(step),
              buckets.minForcedBound(),
              buckets.maxForcedBound(),
              buckets.maxForcedDrop()));
    }
  }
}
