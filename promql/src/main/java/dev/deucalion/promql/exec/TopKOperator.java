package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.AggregateOp;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code topk} and {@code bottomk}: at each step the k best values of each group, with the labels
 * of their series. NaN is the worst value; histograms have no place among them. For a query at one
 * time the best comes first.
 */
final class TopKOperator implements VectorOperator {
  private static final int HEAP_REFERENCE_BYTES = 4;

  /** Of a heap without its elements. */
  private static final int HEAP_BYTES = 96;

  private final QueryLimits limits;
  private final VectorOperator input;
  private final ScalarColumn k;
  private final int steps;
  private final UnaryOperator<Labels> groupLabels;
  private final boolean top;
  private final HistogramNotes notes;

  private final KeptSeries best;
  private boolean evaluated;

  TopKOperator(
      QueryLimits limits,
      VectorOperator input,
      ScalarColumn k,
      int steps,
      UnaryOperator<Labels> groupLabels,
      boolean top,
      HistogramNotes notes) {
    this.limits = limits;
    this.input = input;
    this.k = k;
    this.steps = steps;
    this.groupLabels = groupLabels;
    this.top = top;
    this.notes = notes;
    this.best = new KeptSeries(limits, input, steps);
  }

  @Override
  public List<Labels> series() {
    if (!evaluated) {
      evaluated = true;
      evaluate();
    }
    return best.labels();
  }

  private void evaluate() {
    List<Labels> labels = input.series();
    if (!CountParameter.isAnyWanted(k.values())) {
      Drain.all(limits, input, steps);
      return;
    }
    Grouping grouping = Grouping.of(limits, labels, groupLabels);
    long heapCount = (long) grouping.groups().size() * steps;
    limits.holdBytes(heapCount * HEAP_REFERENCE_BYTES);
    if (heapCount > Integer.MAX_VALUE) {
      throw QueryContext.failure("too many groups and steps for topk or bottomk");
    }
    @Nullable BestHeap[] heaps = new BestHeap[(int) heapCount];
    List<Integer> filled = new ArrayList<>();
    @Nullable Column[] columns = new Column[labels.size()];
    Column column = new Column(steps, limits);
    Work work = new Work(limits::checkpoint);
    for (int i = 0; i < labels.size(); i++) {
      limits.checkpoint();
      input.read(i, column);
      int base = grouping.groupOf()[i] * steps;
      for (int step = 0; step < steps; step++) {
        work.add(1);
        int wanted = (int) Math.min((long) k.values()[step], labels.size());
        if (wanted < 1 || !column.hasAny(step)) {
          continue;
        }
        if (!column.has(step)) {
          notes.ignoredInAggregation((top ? AggregateOp.TOPK : AggregateOp.BOTTOMK).symbol());
          continue;
        }
        BestHeap heap = heaps[base + step];
        if (heap == null) {
          heap = new BestHeap(top);
          limits.holdBytes(HEAP_BYTES);
          heaps[base + step] = heap;
          filled.add(base + step);
        }
        if (heap.size() < wanted) {
          limits.hold(1);
        }
        heap.offer(i, column.values[step], wanted);
      }
    }
    column.dropHistograms();
    for (int h : filled) {
      limits.checkpoint();
      collect(Objects.requireNonNull(heaps[h]), h % steps, columns);
      heaps[h] = null;
    }
    limits.releaseBytes(heapCount * HEAP_REFERENCE_BYTES);
  }

  /** Gives the elements of a heap to their series, which count as samples from then on. */
  private void collect(BestHeap heap, int step, @Nullable Column[] columns) {
    heap.sortBestFirst(limits);
    for (int i = 0; i < heap.size(); i++) {
      int of = heap.series(i);
      Column column = columns[of];
      if (column == null) {
        column = new Column(steps);
        columns[of] = column;
        best.add(of, column);
      }
      column.set(step, heap.value(i));
    }
    limits.releaseBytes(HEAP_BYTES + (long) heap.size() * QueryLimits.SAMPLE_BYTES);
  }

  @Override
  public void read(int i, Column out) {
    best.read(i, out);
  }

  @Override
  public boolean losesName(int series) {
    return best.losesName(series);
  }
}
