package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.kernel.Column;
import dev.deucalion.promql.kernel.Samples;
import java.util.BitSet;
import java.util.List;

/**
 * What one part of a query did, without the parts that it is made of. Written by the thread of the
 * query, and read when that has ended.
 */
public final class PartFigures {
  private final BitSet hasValues = new BitSet();
  private List<Labels> series = List.of();
  private long nanos;
  private long queryableSamples;
  private long heldBytes;
  private long peakBytes;
  private long resultSamples;

  PartFigures() {}

  /** Time spent, in nanoseconds. */
  public long nanos() {
    return nanos;
  }

  /** Samples that selectors handed to this part, over all steps, as statistics of queries count. */
  public long queryableSamples() {
    return queryableSamples;
  }

  /** Most bytes that it held at a time. */
  public long peakBytes() {
    return peakBytes;
  }

  /** Samples of its result: of a range those that were read from the store, or made, for it. */
  public long resultSamples() {
    return resultSamples;
  }

  /** How many series its result has, without those that have no value. */
  public int seriesCount() {
    return hasValues.cardinality();
  }

  /** All series that it named, those without a value, too; empty once they are forgotten. */
  public List<Labels> named() {
    return series;
  }

  /** Series of its result, without those that have no value; empty once they are forgotten. */
  public List<Labels> series() {
    return series.isEmpty() ? List.of() : hasValues.stream().mapToObj(series::get).toList();
  }

  /** Lets the series go, where there is no room for them. */
  public void forgetSeries() {
    series = List.of();
  }

  void names(List<Labels> labels) {
    series = labels;
  }

  void gave(int index, Column column) {
    long samples = column.sampleCount();
    resultSamples += samples;
    hasValues.set(index, samples > 0);
  }

  void gave(int index, Samples samples) {
    long count = (long) samples.size + samples.histogramCount;
    resultSamples += count;
    hasValues.set(index, count > 0);
  }

  void charge(long moreNanos, long moreSamples, long moreBytes) {
    nanos += moreNanos;
    queryableSamples += moreSamples;
    heldBytes += moreBytes;
    peakBytes = Math.max(peakBytes, heldBytes);
  }
}
