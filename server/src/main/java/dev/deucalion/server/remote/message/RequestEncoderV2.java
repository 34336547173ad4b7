package dev.deucalion.server.remote.message;

import dev.deucalion.http.read.SeriesMessages;
import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.model.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/**
 * The message {@code io.prometheus.write.v2.Request} of remote write 2.0: texts are numbers of
 * symbols, of which each stands in the request once.
 *
 * <pre>
 * Request:    symbols = 4, timeseries = 5
 * TimeSeries: labels_refs = 1, samples = 2, histograms = 3, exemplars = 4, metadata = 5
 * Sample:     value = 1, timestamp = 2
 * Exemplar:   labels_refs = 1, value = 2, timestamp = 3
 * Metadata:   type = 1, help_ref = 3, unit_ref = 4
 * </pre>
 */
final class RequestEncoderV2 implements RequestEncoder {
  private static final int SYMBOL = 4;
  private static final int SERIES = 5;
  private static final int HISTOGRAM = 3;

  private final WireWriter series = new WireWriter();
  private final WireWriter out = new WireWriter();
  private final RequestSymbols symbols = new RequestSymbols();

  @Override
  public WireWriter encode(SampleBatch batch, long minTimeMs) {
    series.clear();
    symbols.clear();
    for (int i = 0; i < batch.count(); i++) {
      if (batch.timeMs(i) >= minTimeMs) {
        int message = series.begin(SERIES);
        entry(batch, i);
        series.end(message);
      }
    }
    out.clear();
    for (int i = 0; i < symbols.count(); i++) {
      byte[] symbol = symbols.symbol(i);
      out.bytes(SYMBOL, symbol, 0, symbol.length);
    }
    out.raw(series.array(), 0, series.size());
    return out;
  }

  private void entry(SampleBatch batch, int i) {
    SentSeries of = batch.series(i);
    int refs = series.begin(1);
    for (byte[] symbol : of.symbols()) {
      series.varint(symbols.ref(symbol));
    }
    series.end(refs);
    switch (batch.detail(i)) {
      case Histogram histogram ->
          SeriesMessages.histogram(series, HISTOGRAM, batch.timeMs(i), histogram);
      case Exemplar exemplar -> exemplar(exemplar);
      case SampledExemplar sampled -> {
        sample(sampled);
        exemplar(sampled.exemplar());
      }
      case null, default -> SeriesMessages.sample(series, batch.timeMs(i), batch.value(i));
    }
    SentMetadata metadata = of.metadata();
    if (metadata != null) {
      int message = series.begin(5);
      SeriesMessages.int64(series, 1, metadata.type());
      SeriesMessages.int64(series, 3, symbols.ref(metadata.help()));
      SeriesMessages.int64(series, 4, symbols.ref(metadata.unit()));
      series.end(message);
    }
  }

  private void sample(SampledExemplar of) {
    Histogram histogram = of.histogram();
    if (histogram == null) {
      double value = Double.longBitsToDouble(of.sampleBits());
      SeriesMessages.sample(series, of.sampleTimeMs(), value);
    } else {
      SeriesMessages.histogram(series, HISTOGRAM, of.sampleTimeMs(), histogram);
    }
  }

  private void exemplar(Exemplar exemplar) {
    int message = series.begin(4);
    int refs = series.begin(1);
    exemplar
        .labels()
        .forEach((name, value) -> {
          series.varint(symbols.ref(utf8(name)));
          series.varint(symbols.ref(utf8(value)));
        });
    series.end(refs);
    series.float64(2, exemplar.value());
    series.int64(3, exemplar.timeMs());
    series.end(message);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The number of a type in {@code Metadata.MetricType}, the same in both versions. */
  static int code(MetricType type) {
    return switch (type) {
      case UNKNOWN -> 0;
      case COUNTER -> 1;
      case GAUGE -> 2;
      case HISTOGRAM -> 3;
      case GAUGEHISTOGRAM -> 4;
      case SUMMARY -> 5;
      case INFO -> 6;
      case STATESET -> 7;
    };
  }
}
