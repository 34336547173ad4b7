package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two functions of windows of the same series, as in {@code max_over_time(x[5m]) -
 * min_over_time(x[5m])}, for a reader that asks one for a series and then the other. Each series is
 * decoded once for both.
 */
final class PairedWindows {
  private final QueryContext context;
  private final List<WindowOperator> sides;
  private final int steps;

  /** Reads both, or null where they are not read together; set with {@link #begun}. */
  private @Nullable VectorOperator both;

  private boolean begun;

  private PairedWindows(QueryContext context, List<WindowOperator> sides, int steps) {
    this.context = context;
    this.sides = sides;
    this.steps = steps;
  }

  /** The pair, or null where they are not windows of the same series. */
  static @Nullable PairedWindows of(
      QueryContext context, WindowOperator left, WindowOperator right, int steps) {
    SelectedRange a = left.selected();
    SelectedRange b = right.selected();
    boolean same =
        a != null
            && b != null
            && a.samples().detail().equals(b.samples().detail())
            && context.selections().join(a.samples().selection(), b.samples().selection());
    return same ? new PairedWindows(context, List.of(left, right), steps) : null;
  }

  VectorOperator left() {
    return new Side(0);
  }

  VectorOperator right() {
    return new Side(1);
  }

  /**
   * Where both do not have as many series, since one keeps metric names that make a difference,
   * each is read for itself.
   */
  private @Nullable VectorOperator both() {
    if (!begun) {
      begun = true;
      boolean alike = sides.getFirst().series().size() == sides.getLast().series().size();
      both = alike ? whole(new InterleavedWindows(sides)) : null;
    }
    return both;
  }

  private VectorOperator whole(VectorOperator vector) {
    return ShardedOperator.of(context.limits(), context.shards(), vector, steps);
  }

  private final class Side implements VectorOperator {
    private final int place;
    private @Nullable VectorOperator alone;

    Side(int place) {
      this.place = place;
    }

    @Override
    public List<Labels> series() {
      return sides.get(place).series();
    }

    @Override
    public void read(int series, Column out) {
      VectorOperator together = both();
      if (together != null) {
        together.read(InterleavedWindows.index(series, place, sides.size()), out);
        return;
      }
      if (alone == null) {
        alone = whole(sides.get(place));
      }
      alone.read(series, out);
    }

    @Override
    public boolean losesName(int series) {
      return sides.get(place).losesName(series);
    }
  }
}
