package dev.deucalion.http.federate;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import java.io.IOException;

/** Writes families: {@link #begin}, then its series, then the next; {@link #end} after the last. */
interface FederateWriter {
  /** What a family is. */
  enum Kind {
    UNTYPED,
    HISTOGRAM,
    GAUGE_HISTOGRAM
  }

  /** Whether histograms with exponential buckets can be written. */
  boolean takesNativeHistograms();

  void begin(String name, Kind kind) throws IOException;

  /**
   * A series of the family.
   *
   * @param labels without the metric name
   * @param external further labels, whose values may be empty
   */
  void write(Labels labels, ExternalLabels external, long timeMs, double value) throws IOException;

  /** A series of the family; otherwise as for floats. */
  void write(Labels labels, ExternalLabels external, long timeMs, FloatHistogram histogram)
      throws IOException;

  void end() throws IOException;
}
