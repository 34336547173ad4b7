package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Samples;
import dev.deucalion.promql.kernel.WindowKernel;
import dev.deucalion.promql.kernel.Windows;
import dev.deucalion.promql.window.HistogramWindows;
import dev.deucalion.promql.window.Notes;
import dev.deucalion.promql.window.WindowNote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of a range vector: folds the windows of each series into a column. */
final class WindowOperator implements VectorOperator {
  private final QueryLimits limits;
  private final SampleTally tally;
  private final RangeVector input;
  private final boolean keepName;
  private final NameRemoval names;
  private final KernelFactory factory;
  private final HistogramWindows histograms;
  private final Observer observer;
  private final Notes notes = new Notes();
  private @Nullable WindowKernel kernel;
  private @Nullable MergedSeries output;

  /** Makes the kernel once data can be read, since its parameters may be data. */
  @FunctionalInterface
  interface KernelFactory {
    WindowKernel create();
  }

  /** Sees each series that was folded, with the labels that it had before. */
  @FunctionalInterface
  interface Observer {
    void folded(Labels labels, Column out, Notes notes);
  }

  /**
   * @param tally what samples are counted in
   * @param histograms what becomes of windows that have histograms
   */
  WindowOperator(
      QueryLimits limits,
      SampleTally tally,
      RangeVector input,
      boolean keepName,
      NameRemoval names,
      KernelFactory factory,
      HistogramWindows histograms,
      Observer observer) {
    this.limits = limits;
    this.tally = tally;
    this.input = input;
    this.keepName = keepName;
    this.names = names;
    this.factory = factory;
    this.histograms = histograms;
    this.observer = observer;
  }

  @Override
  public List<Labels> series() {
    return output().labels();
  }

  private MergedSeries output() {
    if (output == null) {
      List<Labels> labels = input.series();
      output = keepName ? MergedSeries.of(limits, labels) : names.outputs(limits, labels);
    }
    return output;
  }

  @Override
  public void read(int series, Column out) {
    output().readOnlyOne(series, this::fold, out);
  }

  private void fold(int i, Column out) {
    if (kernel == null) {
      kernel = factory.create();
    }
    Samples samples = input.load(i);
    Windows windows = input.windows();
    limits.countSamples(windows.locate(samples));
    if (input.isStored()) {
      limits.passSamples(windows.largestSampleCount());
    }
    tally.add(windows, input.isStored());
    out.clear();
    kernel.fold(samples, windows, out);
    notes.clear();
    notes.add(WindowNote.STARTS_OVERLAP, kernel.overlaps());
    if (windows.hasHistograms()) {
      histograms.fold(samples, windows, out, notes);
    }
    observer.folded(input.series().get(i), out, notes);
  }

  @Override
  public boolean losesName(int series) {
    return !keepName || input.losesName(output().first(series));
  }

  /** The selector whose windows are folded, or null where they are not those of a selector. */
  @Nullable SelectedRange selected() {
    return input instanceof SelectedRange selected ? selected : null;
  }

  @Override
  public @Nullable VectorOperator fork() {
    RangeVector inputFork = input.fork();
    return inputFork == null ? null : over(inputFork);
  }

  /**
   * The same function with the same output.
   *
   * @param other the same range vector, for another thread
   */
  WindowOperator over(RangeVector other) {
    WindowOperator fork =
        new WindowOperator(limits, tally, other, keepName, names, factory, histograms, observer);
    fork.output = output;
    return fork;
  }
}
