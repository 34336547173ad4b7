package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;
import java.util.List;

/** A range vector whose cost goes into a profile. */
final class MeasuredRange implements RangeVector {
  private final QueryProfile profile;
  private final PartFigures figures;
  private final QueryLimits limits;
  private final RangeVector input;

  MeasuredRange(QueryProfile profile, PartFigures figures, QueryLimits limits, RangeVector input) {
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
  public Samples load(int series) {
    PartFigures outer = profile.enter(figures, limits);
    try {
      Samples samples = input.load(series);
      figures.gave(series, samples);
      return samples;
    } finally {
      profile.enter(outer, limits);
    }
  }

  @Override
  public boolean isStored() {
    return input.isStored();
  }

  @Override
  public boolean losesName(int series) {
    return input.losesName(series);
  }

  @Override
  public Windows windows() {
    return input.windows();
  }
}
