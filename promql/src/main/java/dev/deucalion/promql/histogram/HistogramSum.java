package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;

/**
 * The sum of many histograms, of which rounding takes nothing away: every count keeps what its
 * additions lose ({@link dev.deucalion.promql.number.Kahan}).
 *
 * <pre>{@code
 * sum.start(first);
 * if (sum.accepts(next)) {
 *   sum.add(next);
 * }
 * use(sum.result());
 * }</pre>
 */
public final class HistogramSum {
  private final RunningHistogram running = new RunningHistogram(true);
  private boolean resetSeen;
  private boolean notResetSeen;
  private boolean reconciled;

  /** Starts over with one histogram. */
  public void start(FloatHistogram first) {
    running.set(first);
    resetSeen = false;
    notResetSeen = false;
    reconciled = false;
    note(first.resetHint());
  }

  /** Whether a histogram has the kind of buckets, exponential or custom, that the sum has. */
  public boolean accepts(FloatHistogram histogram) {
    return histogram.layout().usesCustomBuckets() == running.usesCustomBuckets();
  }

  /** Adds a histogram that is accepted. */
  public void add(FloatHistogram histogram) {
    note(histogram.resetHint());
    reconciled |= running.add(histogram);
  }

  private void note(CounterResetHint hint) {
    resetSeen |= hint == CounterResetHint.RESET;
    notResetSeen |= hint == CounterResetHint.NOT_RESET;
  }

  /** Whether some of the counters began anew and others went on. */
  public boolean hintsCollide() {
    return resetSeen && notResetSeen;
  }

  /** Whether custom bounds differed, so that the sum has only those that all have. */
  public boolean boundsReconciled() {
    return reconciled;
  }

  /** The sum, with buckets that may be empty: {@link BucketCompaction#compact}. */
  public FloatHistogram result() {
    return running.result();
  }
}
