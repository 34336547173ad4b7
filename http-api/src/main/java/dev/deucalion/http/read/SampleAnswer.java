package dev.deucalion.http.read;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import java.util.function.UnaryOperator;

/** Collects the message {@code prometheus.ReadResponse}. For one answer. */
final class SampleAnswer {
  private static final int BATCH = 1_024;

  private final RemoteReadOptions options;
  private final UnaryOperator<Labels> naming;
  private final WireWriter out = new WireWriter();
  private final long[] timesMs = new long[BATCH];
  private final double[] values = new double[BATCH];
  private final Histogram[] histograms = new Histogram[BATCH];
  private long samples;

  /**
   * @param naming adds what the server says of itself to the labels of a series
   */
  SampleAnswer(RemoteReadOptions options, UnaryOperator<Labels> naming) {
    this.options = options;
    this.naming = naming;
  }

  /**
   * Adds the result of a query.
   *
   * @throws ReadLimitException when it is too large
   */
  void add(SeriesSet series) throws ReadLimitException {
    samples = 0;
    int result = out.begin(1);
    SampleCursor cursor = null;
    for (int i = 0; i < series.size(); i++) {
      cursor = series.samples(i, cursor);
      add(series, i, cursor);
    }
    out.end(result);
  }

  /**
   * Adds the result of a query without the samples.
   *
   * @throws ReadLimitException when it is too large
   */
  void addLabels(SeriesSet series) throws ReadLimitException {
    samples = 0;
    int result = out.begin(1);
    for (int i = 0; i < series.size(); i++) {
      int message = out.begin(1);
      SeriesMessages.labels(out, naming.apply(series.labels(i)));
      out.end(message);
      count(0);
    }
    out.end(result);
  }

  private void add(SeriesSet set, int i, SampleCursor cursor) throws ReadLimitException {
    int message = -1;
    int floats;
    int others;
    do {
      floats = cursor.next(timesMs, values);
      message = begin(message, floats, set, i);
      for (int n = 0; n < floats; n++) {
        SeriesMessages.sample(out, timesMs[n], values[n]);
      }
      others = cursor.nextHistograms(timesMs, histograms);
      message = begin(message, others, set, i);
      for (int n = 0; n < others; n++) {
        SeriesMessages.histogram(out, 4, timesMs[n], histograms[n]);
      }
      count(floats + others);
    } while (floats + others > 0);
    if (message >= 0) {
      out.end(message);
    }
  }

  /** Begins a series with its first sample. */
  private int begin(int begun, int found, SeriesSet set, int i) {
    if (begun >= 0 || found == 0) {
      return begun;
    }
    int message = out.begin(1);
    SeriesMessages.labels(out, naming.apply(set.labels(i)));
    return message;
  }

  private void count(int more) throws ReadLimitException {
    samples += more;
    if (options.maxSamples() > 0 && samples > options.maxSamples()) {
      throw new ReadLimitException("exceeded sample limit (" + options.maxSamples() + ")");
    }
    if (out.size() > options.maxAnswerBytes()) {
      throw new ReadLimitException(
          "exceeded limit of " + options.maxAnswerBytes() + " bytes; ask for a streamed answer");
    }
  }

  /** The message. */
  WireWriter message() {
    return out;
  }
}
