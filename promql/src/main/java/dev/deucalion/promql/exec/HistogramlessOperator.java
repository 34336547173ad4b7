package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;

/** The input of an aggregation that leaves out native histograms, and says so. */
final class HistogramlessOperator implements VectorOperator {
  private final VectorOperator input;
  private final String aggregation;
  private final HistogramNotes notes;

  HistogramlessOperator(VectorOperator input, String aggregation, HistogramNotes notes) {
    this.input = input;
    this.aggregation = aggregation;
    this.notes = notes;
  }

  @Override
  public List<Labels> series() {
    return input.series();
  }

  @Override
  public void read(int series, Column out) {
    input.read(series, out);
    if (out.hasHistograms()) {
      notes.ignoredInAggregation(aggregation);
      out.dropHistograms();
    }
  }

  @Override
  public boolean losesName(int series) {
    return input.losesName(series);
  }
}
