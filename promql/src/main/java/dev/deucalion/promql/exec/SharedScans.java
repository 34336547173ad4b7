package dev.deucalion.promql.exec;

import dev.deucalion.promql.kernel.StepGrid;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds aggregations over windows of the same series, as in {@code sum(rate(x[5m])) /
 * sum(rate(x[1h]))}, while operators are built. Each gets what it needs of a series when that is
 * read for the first of them, so that samples are decoded once.
 */
final class SharedScans {
  private final QueryContext context;
  private final List<Candidate> candidates = new ArrayList<>();

  SharedScans(QueryContext context) {
    this.context = context;
  }

  /** A scan that others may join, at the steps of a grid. */
  private record Candidate(StepGrid grid, SeriesSamples samples, SharedScan scan) {}

  /**
   * Adds an aggregation; those that may be read together are.
   *
   * @param windows its input
   */
  void add(AggregateOperator aggregation, WindowOperator windows, StepGrid grid) {
    SelectedRange range = windows.selected();
    if (range == null) {
      return;
    }
    SeriesSamples samples = range.samples();
    for (Candidate candidate : candidates) {
      if (candidate.grid().equals(grid)
          && candidate.samples().detail().equals(samples.detail())
          && context.selections().join(candidate.samples().selection(), samples.selection())) {
        candidate.scan().add(aggregation, windows);
        return;
      }
    }
    SharedScan scan = new SharedScan(context, grid.count());
    scan.add(aggregation, windows);
    candidates.add(new Candidate(grid, samples, scan));
  }
}
