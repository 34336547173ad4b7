package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.Windows;
import java.util.List;

/** A range vector selector: decodes each series once, for all its windows. */
final class SelectedRange implements RangeVector {
  private final SeriesSamples samples;
  private final Windows windows;

  SelectedRange(SeriesSamples samples, Windows windows) {
    this.samples = samples;
    this.windows = windows;
  }

  @Override
  public List<Labels> series() {
    return samples.labels();
  }

  @Override
  public Samples load(int series) {
    return samples.of(series);
  }

  @Override
  public boolean isStored() {
    return true;
  }

  @Override
  public Windows windows() {
    return windows;
  }

  /** What its samples are read by. */
  SeriesSamples samples() {
    return samples;
  }

  /** The same windows of samples that something else reads. */
  SelectedRange over(SeriesSamples others) {
    return new SelectedRange(others, windows.fork());
  }

  @Override
  public RangeVector fork() {
    return over(samples.fork());
  }
}
