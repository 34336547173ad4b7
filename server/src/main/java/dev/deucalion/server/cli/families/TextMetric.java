package dev.deucalion.server.cli.families;

import java.util.ArrayList;
import java.util.List;

/** A metric of a family: one sample, or all of a summary or histogram. Filled while it is read. */
public final class TextMetric {
  private final List<Label> labels;
  private final List<Part> parts = new ArrayList<>();
  private double value;
  private double sum;
  private double count;
  private long timeMs;

  /** A label as it was written. */
  public record Label(String name, String value) {}

  /**
   * A bucket or quantile.
   *
   * @param bound the bucket's upper bound, or the quantile
   */
  public record Part(double bound, double value) {}

  /**
   * A metric without values yet.
   *
   * @param labels in their order, without those of parts
   */
  TextMetric(List<Label> labels) {
    this.labels = List.copyOf(labels);
  }

  /** The labels in their order, without those of parts. */
  public List<Label> labels() {
    return labels;
  }

  /** Buckets or quantiles in their order; none of metrics of one sample. */
  public List<Part> parts() {
    return parts;
  }

  void add(Part part) {
    parts.add(part);
  }

  /** Of a metric of one sample. */
  public double value() {
    return value;
  }

  void setValue(double newValue) {
    value = newValue;
  }

  /** Of a summary or histogram, 0 where it is not said. */
  public double sum() {
    return sum;
  }

  void setSum(double newSum) {
    sum = newSum;
  }

  /** Of a summary or histogram, 0 where it is not said. */
  public double count() {
    return count;
  }

  void setCount(double newCount) {
    count = newCount;
  }

  /** Milliseconds since the epoch; 0 where it is not said. */
  public long timeMs() {
    return timeMs;
  }

  void setTimeMs(long newTimeMs) {
    timeMs = newTimeMs;
  }
}
