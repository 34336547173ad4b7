package dev.deucalion.server.remote.message;

import dev.deucalion.http.read.SeriesMessages;
import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.wire.WireWriter;

/**
 * The message {@code prometheus.WriteRequest} of remote write 1.0, with one {@code TimeSeries} for
 * each entry, as Prometheus sends it.
 *
 * <pre>
 * WriteRequest: timeseries = 1
 * TimeSeries:   labels = 1, samples = 2, exemplars = 3, histograms = 4
 * Label:        name = 1, value = 2
 * Sample:       value = 1, timestamp = 2
 * Exemplar:     labels = 1, value = 2, timestamp = 3
 * </pre>
 */
final class RequestEncoderV1 implements RequestEncoder {
  private static final int HISTOGRAM = 4;

  private final WireWriter out = new WireWriter();

  @Override
  public WireWriter encode(SampleBatch batch, long minTimeMs) {
    out.clear();
    for (int i = 0; i < batch.count(); i++) {
      if (batch.timeMs(i) < minTimeMs) {
        continue;
      }
      int series = out.begin(1);
      labels(batch.series(i).symbols());
      switch (batch.detail(i)) {
        case Histogram histogram ->
            SeriesMessages.histogram(out, HISTOGRAM, batch.timeMs(i), histogram);
        case Exemplar exemplar -> exemplar(exemplar);
        case SampledExemplar sampled -> exemplar(sampled.exemplar());
        case null, default -> SeriesMessages.sample(out, batch.timeMs(i), batch.value(i));
      }
      out.end(series);
    }
    return out;
  }

  private void labels(byte[][] symbols) {
    for (int i = 0; i < symbols.length; i += 2) {
      int label = out.begin(1);
      out.bytes(1, symbols[i], 0, symbols[i].length);
      out.bytes(2, symbols[i + 1], 0, symbols[i + 1].length);
      out.end(label);
    }
  }

  private void exemplar(Exemplar exemplar) {
    int message = out.begin(3);
    SeriesMessages.labels(out, exemplar.labels());
    out.float64(2, exemplar.value());
    out.int64(3, exemplar.timeMs());
    out.end(message);
  }
}
