package dev.deucalion.promql.kernel;

/**
 * By what the difference of the ends of a window grows when it is extrapolated to the whole window.
 * Where samples stand in a window is mostly the same at all steps, so what follows from it is kept
 * until that changes.
 */
public final class Extrapolation {
  private final double seconds;

  private long toStartMs = -1;
  private long sampledMs = -1;
  private long toEndMs = -1;
  private int intervals = -1;

  /** Seconds from the first sample to the last one. */
  private double sampled;

  /** By how many seconds the window begins before its first sample, as far as that counts. */
  private double toStart;

  /** By how many seconds it ends behind its last sample, as far as that counts. */
  private double toEnd;

  private double factor;

  /**
   * @param seconds what the factor is divided by: the length of windows for a rate, 1 for an
   *     increase
   */
  Extrapolation(double seconds) {
    this.seconds = seconds;
  }

  /**
   * Says where the samples of a window are.
   *
   * @param toStartMs time from the start of the window to its first sample
   * @param sampledMs time from the first sample to the last one
   * @param toEndMs time from the last sample to the end of the window
   * @param intervals number of samples but one; where it is 0, only {@link #factorFromStart} makes
   *     sense
   */
  void locate(long toStartMs, long sampledMs, long toEndMs, int intervals) {
    if (toStartMs == this.toStartMs
        && sampledMs == this.sampledMs
        && toEndMs == this.toEndMs
        && intervals == this.intervals) {
      return;
    }
    this.toStartMs = toStartMs;
    this.sampledMs = sampledMs;
    this.toEndMs = toEndMs;
    this.intervals = intervals;
    sampled = sampledMs / 1000.0;
    double average = intervals == 0 ? 0 : sampled / intervals;
    double threshold = average * 1.1;
    toStart = toStartMs / 1000.0;
    if (toStart >= threshold) {
      toStart = average / 2;
    }
    toEnd = toEndMs / 1000.0;
    if (toEnd >= threshold) {
      toEnd = average / 2;
    }
    factor = (sampled + toStart + toEnd) / sampled / seconds;
  }

  /** The factor for values that may go on before the first sample as they do behind it. */
  double factor() {
    return factor;
  }

  /**
   * Whether a counter may have been zero within the window. It was not when it had at the first
   * sample at least what it grew by since, as long as that took.
   */
  boolean mayPassZero(double first, double difference) {
    return !(first >= difference) || toStart > sampled;
  }

  /**
   * The factor for a counter that does not go below zero.
   *
   * @param zeroRatio how many sampled intervals before the first sample the counter was zero
   */
  double factorFromZero(double zeroRatio) {
    double toZero = sampled * zeroRatio;
    return toZero < toStart ? (sampled + toZero + toEnd) / sampled / seconds : factor;
  }

  /**
   * The factor for a counter that is known to have been zero at a time within the window.
   *
   * @param countedMs time from then to the last sample, greater than 0
   */
  double factorFromStart(long countedMs) {
    double counted = countedMs / 1000.0;
    return (counted + toEnd) / counted / seconds;
  }

  /**
   * By what the last sample of a counter grows that is known to have been zero at a time within the
   * window.
   *
   * @param counterStartMs that time, before the first sample
   * @param intervals number of samples but one
   */
  public static double factorFromStart(
      long counterStartMs, long firstMs, long lastMs, int intervals, long startMs, long endMs) {
    Extrapolation extrapolation = new Extrapolation(1);
    extrapolation.locate(firstMs - startMs, lastMs - firstMs, endMs - lastMs, intervals);
    return extrapolation.factorFromStart(lastMs - counterStartMs);
  }

  /**
   * By what the difference between the last and the first sample grows.
   *
   * @param intervals number of samples but one
   * @param zeroRatio how many sampled intervals before the first sample a counter was zero, or
   *     negative where that is not known
   */
  public static double factor(
      long firstMs, long lastMs, int intervals, long startMs, long endMs, double zeroRatio) {
    Extrapolation extrapolation = new Extrapolation(1);
    extrapolation.locate(firstMs - startMs, lastMs - firstMs, endMs - lastMs, intervals);
    return zeroRatio < 0 ? extrapolation.factor() : extrapolation.factorFromZero(zeroRatio);
  }
}
