package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import java.util.List;

/** An operator whose cost goes into a profile. */
final class MeasuredOperator implements VectorOperator {
  private final QueryProfile profile;
  private final PartFigures figures;
  private final QueryLimits limits;
  private final VectorOperator input;

  MeasuredOperator(
      QueryProfile profile, PartFigures figures, QueryLimits limits, VectorOperator input) {
    this.profile = profile;
    this.figures = figures;
    this.limits = limits;
    this.input = input;
  }

  @Override
  public List<Labels> series() {
    PartFigures outer = profile.enter(figures, limits);
    try {
      List<Labels> series = input.series();
      figures.names(series);
      return series;
    } finally {
      profile.enter(outer, limits);
    }
  }

  @Override
  public void read(int series, Column out) {
    PartFigures outer = profile.enter(figures, limits);
    try {
      input.read(series, out);
      figures.gave(series, out);
    } finally {
      profile.enter(outer, limits);
    }
  }

  @Override
  public boolean losesName(int series) {
    return input.losesName(series);
  }
}
