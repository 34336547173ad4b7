package dev.deucalion.promql.testkit;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.parser.PromqlParser;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.Tsdb;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A store with what a script loaded, and with a note of the series that it could not take. */
final class LoadedStore implements Closeable {
  private static final String HISTOGRAMS = "needs native histograms";
  private static final String START_TIMES = "needs start timestamps";
  private static final List<String> HISTOGRAM_SUFFIXES = List.of("_bucket", "_count", "_sum");

  private final Tsdb tsdb;
  private final List<Missing> missing = new ArrayList<>();

  LoadedStore(Tsdb tsdb) {
    this.tsdb = tsdb;
  }

  Queryable queryable() {
    return tsdb;
  }

  /**
   * Loads the series; of several with the same labels, the last one.
   *
   * @return what went wrong, or the empty text
   */
  String load(ScriptCommand.Load load) throws IOException {
    Map<Labels, SeriesNotation> lastOfLabels = new LinkedHashMap<>();
    load.series().forEach(series -> note(series, load.withHistograms()));
    load.series().stream()
        .filter(series -> !series.startTimes())
        .forEach(series -> lastOfLabels.put(series.labels(), series));
    try (Appender batch = tsdb.appender()) {
      for (SeriesNotation series : lastOfLabels.values()) {
        AppendResult result = append(batch, series, load.intervalMs());
        if (result != AppendResult.APPENDED) {
          return "series " + series.labels() + " was refused: " + result;
        }
      }
      batch.commit();
    }
    return "";
  }

  private void note(SeriesNotation series, boolean withHistograms) {
    Labels labels = series.labels();
    if (series.hasHistograms()) {
      missing.add(new Missing(labels, HISTOGRAMS));
    }
    if (series.startTimes()) {
      missing.add(new Missing(labels, START_TIMES));
    }
    String name = labels.metricName();
    for (String suffix : HISTOGRAM_SUFFIXES) {
      if (withHistograms && name.endsWith(suffix)) {
        Labels histogram =
            labels.toBuilder()
                .set(LabelNames.METRIC_NAME, name.substring(0, name.length() - suffix.length()))
                .set(LabelNames.BUCKET, "")
                .build();
        missing.add(new Missing(histogram, HISTOGRAMS));
      }
    }
  }

  private static AppendResult append(Appender batch, SeriesNotation series, long intervalMs) {
    long ref = batch.seriesRef(series.labels());
    AppendResult result = AppendResult.APPENDED;
    for (int i = 0; i < series.size() && result == AppendResult.APPENDED; i++) {
      if (!series.omitted()[i]) {
        result = batch.append(ref, i * intervalMs, series.values()[i]);
      }
    }
    return result;
  }

  /** Why a case cannot be tried on this store, or the empty text. */
  String whatIsMissingFor(ScriptCommand.Eval eval) {
    if (eval.expectation().value() instanceof Expectation.Value.Series value
        && value.series().stream().anyMatch(SeriesNotation::hasHistograms)) {
      return HISTOGRAMS;
    }
    if (missing.isEmpty()) {
      return "";
    }
    try {
      List<List<Matcher>> selectors =
          Selectors.of(PromqlParser.parse(eval.expr(), ParserOptions.EXPERIMENTAL));
      for (Missing series : missing) {
        if (selectors.stream().anyMatch(series::matches)) {
          return series.why;
        }
      }
    } catch (ParseException e) {
      return "";
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    tsdb.close();
  }

  private record Missing(Labels labels, String why) {
    boolean matches(List<Matcher> matchers) {
      return matchers.stream().allMatch(matcher -> matcher.matches(labels.get(matcher.name())));
    }
  }
}
