package dev.deucalion.promql.testkit;

import dev.deucalion.model.histogram.FloatHistogram;
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
import java.util.SortedMap;

/** A store with what a script loaded, and with a note of the series that it could not take. */
final class LoadedStore implements Closeable {
  private static final String START_TIMES = "needs start timestamps";

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
    for (SeriesNotation series : load.series()) {
      if (series.startTimes()) {
        missing.add(new Missing(series.labels(), START_TIMES));
      } else {
        lastOfLabels.put(series.labels(), series);
      }
    }
    try (Appender batch = tsdb.appender()) {
      for (SeriesNotation series : lastOfLabels.values()) {
        requireAppended(series.labels(), append(batch, series, load.intervalMs()));
      }
      if (load.withHistograms()) {
        ClassicHistograms classic = new ClassicHistograms();
        lastOfLabels.values().forEach(series -> classic.add(series, load.intervalMs()));
        classic.convert().forEach((labels, histograms) -> append(batch, labels, histograms));
      }
      batch.commit();
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
    return "";
  }

  private static void requireAppended(Labels labels, AppendResult result) {
    if (result != AppendResult.APPENDED) {
      throw new IllegalArgumentException("series " + labels + " was refused: " + result);
    }
  }

  private static AppendResult append(Appender batch, SeriesNotation series, long intervalMs) {
    long ref = batch.seriesRef(series.labels());
    AppendResult result = AppendResult.APPENDED;
    for (int i = 0; i < series.size() && result == AppendResult.APPENDED; i++) {
      HistogramPoint point = series.histogram(i);
      if (point != null) {
        result = batch.append(ref, i * intervalMs, point.histogram());
      } else if (!series.omitted()[i]) {
        result = batch.append(ref, i * intervalMs, series.values()[i]);
      }
    }
    return result;
  }

  private static void append(
      Appender batch, Labels labels, SortedMap<Long, FloatHistogram> histograms) {
    long ref = batch.seriesRef(labels);
    histograms.forEach(
        (timeMs, histogram) -> requireAppended(labels, batch.append(ref, timeMs, histogram)));
  }

  /** Why a case cannot be tried on this store, or the empty text. */
  String whatIsMissingFor(ScriptCommand.Eval eval) {
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
