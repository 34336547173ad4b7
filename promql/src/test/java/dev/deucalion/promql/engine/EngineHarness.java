package dev.deucalion.promql.engine;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.histogram.HistogramText;
import dev.deucalion.promql.parser.ParserOptions;
import java.util.ArrayList;
import java.util.List;

/** An engine over a {@link MemoryStore}, and answers as short texts. */
final class EngineHarness {
  final MemoryStore store = new MemoryStore();
  final PromqlEngine engine;

  EngineHarness() {
    this(EngineOptions.Sharding.DEFAULTS);
  }

  /**
   * One whose queries are worked on by four threads, however small they are, at odd seeds. It knows
   * all that is experimental.
   */
  static EngineHarness ofSeed(long seed) {
    return new EngineHarness(new EngineOptions.Sharding(seed % 2 == 0 ? 1 : 4, 0));
  }

  EngineHarness(EngineOptions.Sharding sharding) {
    engine =
        new PromqlEngine(
            options(50_000_000).withSharding(sharding),
            ParserOptions.EXPERIMENTAL,
            System::nanoTime);
  }

  static EngineOptions options(long maxSamples) {
    return EngineOptions.DEFAULTS.withExperimentalFunctions().withMaxSamples(maxSamples);
  }

  QueryResult instant(String expr, long timeMs) {
    return engine.instant(store, new InstantQuery(expr, timeMs, QueryOptions.DEFAULTS));
  }

  QueryResult range(String expr, long startMs, long endMs, long stepMs) {
    return engine.range(store, new RangeQuery(expr, startMs, endMs, stepMs, QueryOptions.DEFAULTS));
  }

  /**
   * Each series as {@code {labels} value}, or the bare number of a scalar; histograms as {@link
   * HistogramText}.
   */
  List<String> at(String expr, long timeMs) {
    return texts(instant(expr, timeMs).value());
  }

  /** Each series as {@code {labels} time:value time:value}, floats first. */
  List<String> over(String expr, long startMs, long endMs, long stepMs) {
    return texts(range(expr, startMs, endMs, stepMs).value());
  }

  static List<String> texts(QueryValue value) {
    List<String> texts = new ArrayList<>();
    switch (value) {
      case QueryValue.Scalar s -> texts.add(number(s.value()));
      case QueryValue.Str s -> texts.add(s.value());
      case QueryValue.Vector v -> v.samples().forEach(s -> texts.add(s.labels() + " " + sample(s)));
      case QueryValue.Matrix m -> m.series().forEach(s -> texts.add(text(s)));
    }
    return texts;
  }

  private static String text(QueryValue.Series series) {
    StringBuilder text = new StringBuilder(series.labels().toString());
    for (int i = 0; i < series.timesMs().length; i++) {
      text.append(' ').append(series.timesMs()[i] / 1000).append(':');
      text.append(number(series.values()[i]));
    }
    for (int i = 0; i < series.histograms().length; i++) {
      text.append(' ').append(series.histogramTimesMs()[i] / 1000).append(':');
      text.append(HistogramText.of(series.histograms()[i]));
    }
    return text.toString();
  }

  private static String sample(QueryValue.Sample sample) {
    return sample.histogram() == null
        ? number(sample.value())
        : HistogramText.of(sample.histogram());
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  static Labels labels(String... namesAndValues) {
    return Labels.of(namesAndValues);
  }
}
