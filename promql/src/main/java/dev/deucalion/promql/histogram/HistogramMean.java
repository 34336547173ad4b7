package dev.deucalion.promql.histogram;

import dev.deucalion.model.histogram.CounterResetHint;
import dev.deucalion.model.histogram.FloatHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The mean of many histograms: their sum, as in {@link HistogramSum}, divided by their number. From
 * where the sum would be infinite on, the mean itself is kept and updated with each histogram.
 */
public final class HistogramMean implements HistogramTotal {
  /** No sum of numbers whose magnitudes add up to less is infinite. */
  private static final double SAFE = Double.MAX_VALUE / 4;

  private final AdditionScratch scratch;
  private RunningHistogram running;
  private @Nullable RunningHistogram spare;

  /** Whether {@link #running} is the mean, not the sum. */
  private boolean incremental;

  private double number;

  /** What no magnitude in the sum is above; NaN when that is not known. */
  private double magnitude;

  private boolean resetSeen;
  private boolean notResetSeen;
  private boolean reconciled;

  /** A mean that works in arrays of its own. */
  public HistogramMean() {
    this(new AdditionScratch());
  }

  /** A mean that works in arrays of the caller, which others of the same thread may use, too. */
  public HistogramMean(AdditionScratch scratch) {
    this.scratch = scratch;
    running = new RunningHistogram(true, scratch);
  }

  @Override
  public void start(FloatHistogram first) {
    running.set(first);
    incremental = false;
    number = 1;
    magnitude = magnitude(first);
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
    number++;
    if (!incremental && !addToSum(histogram)) {
      incremental = true;
      running.divide(number - 1);
    }
    if (incremental) {
      running.multiply((number - 1) / number);
      reconciled |= running.add(HistogramScaling.divide(histogram, number));
    }
  }

  /** Adds, or leaves the sum as it is and returns false when it would be infinite. */
  private boolean addToSum(FloatHistogram histogram) {
    magnitude += magnitude(histogram);
    if (magnitude < SAFE) {
      reconciled |= running.add(histogram);
      return true;
    }
    RunningHistogram next = spare == null ? new RunningHistogram(true, scratch) : spare;
    next.copyFrom(running);
    reconciled |= next.add(histogram);
    boolean finite = !next.isInfinite();
    spare = finite ? running : next;
    running = finite ? next : running;
    return finite;
  }

  private static double magnitude(FloatHistogram h) {
    double total = Math.abs(h.count()) + Math.abs(h.sum()) + Math.abs(h.zeroCount());
    for (double count : h.positive()) {
      total += Math.abs(count);
    }
    for (double count : h.negative()) {
      total += Math.abs(count);
    }
    return total;
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
    if (!incremental) {
      running.divide(number);
    }
    return running.result();
  }
}
