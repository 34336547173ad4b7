package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vector that stands at several places of a query, each with an operator of its own. A series
 * that was evaluated for one place is kept for the others as far as there is room; where there is
 * none each evaluates it for itself.
 */
final class RepeatedOperator {
  /** Of each series, its places in the three arrays. */
  private static final int SERIES_BYTES = 12;

  private final QueryLimits limits;
  private final Shards shards;
  private final KeptRoom room;
  private final int steps;
  private final List<Reader> readers = new ArrayList<>();

  /** How often each series will still be read; empty before the first one is. */
  private int[] uses = {};

  private @Nullable Column[] kept = {};

  /** Which reader evaluated each series last. */
  private int[] evaluatedBy = {};

  RepeatedOperator(QueryLimits limits, Shards shards, KeptRoom room, int steps) {
    this.limits = limits;
    this.shards = shards;
    this.room = room;
    this.steps = steps;
  }

  /**
   * The operator of one more place; all must be there before the first one is used.
   *
   * @param own evaluates the vector for this place
   */
  VectorOperator newReader(VectorOperator own) {
    Reader reader = new Reader(readers.size(), own);
    readers.add(reader);
    return reader;
  }

  private void begin() {
    if (uses.length == 0) {
      int size = readers.getFirst().source().series().size();
      limits.holdBytes((long) SERIES_BYTES * size);
      uses = new int[size];
      Arrays.fill(uses, readers.size());
      kept = new Column[size];
      evaluatedBy = new int[size];
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
    private final int number;
    private final VectorOperator own;
    private @Nullable VectorOperator source;

    Reader(int number, VectorOperator own) {
      this.number = number;
      this.own = own;
    }

    /** What evaluates: with several threads where nobody else could have it so. */
    VectorOperator source() {
      if (source == null) {
        source = readers.size() == 1 ? own : ShardedOperator.of(limits, shards, own, steps);
      }
      return source;
    }

    @Override
    public List<Labels> series() {
      return readers.getFirst().source().series();
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
      evaluatedBy[series] = number;
      source().series();
      source().read(series, out);
      if (uses[series] > 0) {
        keep(series, out);
      }
    }

    @Override
    public boolean losesName(int series) {
      Reader evaluating = uses.length == 0 ? this : readers.get(evaluatedBy[series]);
      return evaluating.source().losesName(series);
    }

    @Override
    public @Nullable VectorOperator fork() {
      return readers.size() == 1 ? own.fork() : null;
    }
  }
}
