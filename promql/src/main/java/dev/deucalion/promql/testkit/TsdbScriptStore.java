package dev.deucalion.promql.testkit;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * Loads scripts into a store in the same process, and keeps start timestamps beside it. What was
 * loaded last is read through this object, also by a server: by many threads, though not while it
 * is loaded or cleared.
 */
public final class TsdbScriptStore implements ScriptStore, Queryable {
  private final Supplier<Tsdb> stores;
  private final StartTimesOverlay starts = new StartTimesOverlay();
  private volatile Tsdb tsdb;

  /** Stores in memory. */
  public TsdbScriptStore() {
    this(TsdbScriptStore::inMemory);
  }

  /**
   * A store in this process.
   *
   * @param stores opens an empty store, which this one closes
   */
  public TsdbScriptStore(Supplier<Tsdb> stores) {
    this.stores = stores;
    this.tsdb = stores.get();
  }

  /** Takes samples of many hours in any order of series, as scripts load them. */
  private static Tsdb inMemory() {
    return Tsdb.inMemory(TsdbOptions.DEFAULTS.withChunkRangeMs(TsdbOptions.MAX_CHUNK_RANGE_MS));
  }

  @Override
  public Querier querier(long minTimeMs, long maxTimeMs) {
    return starts.over(tsdb, minTimeMs, maxTimeMs);
  }

  @Override
  public void clear() throws IOException {
    tsdb.close();
    starts.clear();
    tsdb = stores.get();
  }

  /** Loads the series; of several with the same labels, the last one. */
  @Override
  public String load(ScriptCommand.Load load) throws IOException {
    Map<Labels, SeriesNotation> lastOfLabels = new LinkedHashMap<>();
    for (SeriesNotation series : load.series()) {
      lastOfLabels.put(series.labels(), series);
    }
    try (Appender batch = tsdb.appender()) {
      for (SeriesNotation series : lastOfLabels.values()) {
        requireAppended(series.labels(), append(batch, series, load.intervalMs()));
        keepStarts(series, load.intervalMs());
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

  private void keepStarts(SeriesNotation series, long intervalMs) {
    StartNotation given = series.starts();
    for (int i = 0; given != null && i < given.size(); i++) {
      long timeMs = i * intervalMs;
      starts.put(series.labels(), timeMs, given.startMs(i, timeMs));
    }
  }

  @Override
  public void close() throws IOException {
    tsdb.close();
  }
}
