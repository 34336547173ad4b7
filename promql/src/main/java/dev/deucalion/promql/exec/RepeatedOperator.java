package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vector that stands at several places of a query. A series that was evaluated for one place is
 * kept for the others as far as there is room; where there is none it is evaluated again, by an
 * operator that has not read it yet: there are as many as places, taken in their order. Only the
 * first one, of which all series are wanted, reads ahead with several threads, so that how many
 * samples a query reads does not tell how many threads it had.
 */
final class RepeatedOperator {
  /** Of each series, its places in the three arrays. */
  private static final int SERIES_BYTES = 12;

  private final QueryLimits limits;
  private final Shards shards;
  private final KeptRoom room;
  private final int steps;
  private final List<Reader> readers = new ArrayList<>();
  private @Nullable VectorOperator first;

  /** How often each series will still be read; empty before the first one is. */
  private int[] uses = {};

  private @Nullable Column[] kept = {};

  /** How often each series was evaluated. */
  private int[] evaluations = {};

  RepeatedOperator(QueryLimits limits, Shards shards, KeptRoom room, int steps) {
    this.limits = limits;
    this.shards = shards;
    this.room = room;
    this.steps = steps;
  }

  /**
   * The operator of one more place; all must be there before the first one is used.
   *
   * @param own evaluates the vector
   */
  VectorOperator newReader(VectorOperator own) {
    Reader reader = new Reader(own);
    readers.add(reader);
    return reader;
  }

  private VectorOperator first() {
    if (first == null) {
      VectorOperator own = readers.getFirst().own;
      // With several threads where nobody above can have them.
      first = readers.size() == 1 ? own : ShardedOperator.of(limits, shards, own, steps);
    }
    return first;
  }

  private VectorOperator evaluator(int evaluation) {
    return evaluation == 0 ? first() : readers.get(evaluation).own;
  }

  private void begin() {
    if (uses.length == 0) {
      int size = first().series().size();
      limits.holdBytes((long) SERIES_BYTES * size);
      uses = new int[size];
      Arrays.fill(uses, readers.size());
      kept = new Column[size];
      evaluations = new int[size];
    }
  }

  private void keep(int series, Column column) {
    if (!column.hasHistograms() && room.take(limits, steps)) {
      limits.holdSamples(column.floatCount());
      Column copy = new Column(steps);
      copy.copyFrom(column);
      kept[series] = copy;
    }
  }

  private void give(int series, Column from, Column out) {
    out.copyFrom(from);
    if (uses[series] == 0) {
      kept[series] = null;
      limits.releaseSamples(from.floatCount());
      room.giveBack(limits, steps);
    }
  }

  private final class Reader implements VectorOperator {
    private final VectorOperator own;

    Reader(VectorOperator own) {
      this.own = own;
    }

    @Override
    public List<Labels> series() {
      return first().series();
    }

    @Override
    public void read(int series, Column out) {
      begin();
      uses[series]--;
      Column column = kept[series];
      if (column != null) {
        give(series, column, out);
        return;
      }
      VectorOperator evaluator = evaluator(evaluations[series]++);
      evaluator.series();
      evaluator.read(series, out);
      if (uses[series] > 0) {
        keep(series, out);
      }
    }

    @Override
    public boolean losesName(int series) {
      int evaluated = evaluations.length == 0 ? 0 : evaluations[series];
      return evaluator(Math.max(0, evaluated - 1)).losesName(series);
    }

    @Override
    public @Nullable VectorOperator fork() {
      return readers.size() == 1 ? own.fork() : null;
    }
  }
}
