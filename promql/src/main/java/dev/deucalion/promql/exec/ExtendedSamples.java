package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.ast.RangeMode;
import dev.deucalion.promql.kernel.Ends;
import dev.deucalion.promql.kernel.Interpolation;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;
import dev.deucalion.promql.kernel.Work;
import java.util.List;
import java.util.Locale;

/**
 * The samples of an {@code anchored} or {@code smoothed} selector at one time: those inside the
 * range and, at its start and at its end, what the value is there.
 */
final class ExtendedSamples implements RangeVector {
  private final RangeVector wider;
  private final RangeMode mode;
  private final Windows withStart;
  private final Samples extended = new Samples();

  /**
   * @param wider with the samples around the range too
   */
  ExtendedSamples(RangeVector wider, RangeMode mode) {
    this.wider = wider;
    this.mode = mode;
    this.withStart = wider.windows().widened(1, 0);
  }

  @Override
  public List<Labels> series() {
    return wider.series();
  }

  @Override
  public Samples load(int series) {
    Samples found = wider.load(series);
    extended.clear();
    Windows windows = wider.windows();
    windows.locate(found);
    if (windows.hasHistograms(0)) {
      throw QueryContext.failure(
          mode.name().toLowerCase(Locale.ROOT) + " modifier is not supported with histograms");
    }
    if (!windows.hasFloats(0)) {
      return extended;
    }
    boolean smoothed = mode == RangeMode.SMOOTHED;
    Ends ends = Ends.of(found.timesMs, windows.from(0), windows.to(0), windows, 0, smoothed);
    if (ends != null) {
      extend(found, ends);
    }
    return extended;
  }

  private void extend(Samples found, Ends ends) {
    int first = ends.first();
    int last = ends.last();
    extended.add(
        ends.startMs(),
        ends.startIsBetween()
            ? Interpolation.at(ends.startMs(), found, first, false)
            : found.values[first]);
    Work work = wider.windows().work();
    for (int i = first; i <= last; i++) {
      work.add(1);
      if (found.timesMs[i] > ends.startMs() && found.timesMs[i] < ends.endMs()) {
        extended.add(found.timesMs[i], found.values[i]);
      }
    }
    extended.add(
        ends.endMs(),
        ends.endIsBetween()
            ? Interpolation.at(ends.endMs(), found, last - 1, false)
            : found.values[last]);
  }

  @Override
  public boolean isStored() {
    return wider.isStored();
  }

  @Override
  public Windows windows() {
    return withStart;
  }
}
