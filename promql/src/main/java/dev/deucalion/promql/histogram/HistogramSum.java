package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;

/**
 * The sum of many histograms, of which rounding takes nothing away: every count keeps what its
 * additions lose ({@link dev.deucalion.promql.number.Kahan}).
 */
public final class HistogramSum implements HistogramTotal {
  private final RunningHistogram running;
  private boolean resetSeen;
  private boolean notResetSeen;
  private boolean reconciled;

  /** A sum that works in arrays of its own. */
  public HistogramSum() {
    this(new AdditionScratch());
  }

  /** A sum that works in arrays of the caller, which others of the same thread may use, too. */
  public HistogramSum(AdditionScratch scratch) {
    running = new RunningHistogram(true, scratch);
  }

  @Override
  public void start(FloatHistogram first) {
    running.set(first);
    resetSeen = false;
    notResetSeen = false;
    reconciled = false;
    note(first.resetHint());
  }

  @Override
  public boolean accepts(FloatHistogram histogram) {
    return histogram.layout().usesCustomBuckets() == running.usesCustomBuckets();
  }

  @Override
  public void add(FloatHistogram histogram) {
    note(histogram.resetHint());
    reconciled |= running.add(histogram);
  }

  private void note(CounterResetHint hint) {
    resetSeen |= hint == CounterResetHint.RESET;
    notResetSeen |= hint == CounterResetHint.NOT_RESET;
  }

  @Override
  public boolean hintsCollide() {
    return resetSeen && notResetSeen;
  }

  @Override
  public boolean boundsReconciled() {
    return reconciled;
  }

  @Override
  public FloatHistogram result() {
    return running.result();
  }
}
