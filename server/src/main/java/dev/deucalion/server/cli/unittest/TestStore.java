package dev.deucalion.server.cli.unittest;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.testkit.HistogramPoint;
import dev.deucalion.promql.testkit.SeriesNotation;
import dev.deucalion.server.cli.unittest.TestFile.InputSeries;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of one test, in a store in memory that rules write to as well. Points come in as time
 * goes on, so that no rule sees what has not happened yet. One thread.
 */
final class TestStore implements Closeable {
  private final Tsdb tsdb =
      Tsdb.inMemory(TsdbOptions.DEFAULTS.withChunkRangeMs(TsdbOptions.MAX_CHUNK_RANGE_MS));
  private final long startMs;
  private final long intervalMs;
  private final List<SeriesNotation> series;
  private final int[] loaded;

  /**
   * An empty store.
   *
   * @param startMs time of the first points
   * @param intervalMs between points
   * @throws IllegalArgumentException when a series is not in the notation
   */
  TestStore(List<InputSeries> inputs, long startMs, long intervalMs) {
    this.startMs = startMs;
    this.intervalMs = intervalMs;
    Map<Labels, SeriesNotation> lastOfLabels = new LinkedHashMap<>();
    for (InputSeries input : inputs) {
      SeriesNotation one = SeriesNotation.parse(input.series() + " " + input.values());
      lastOfLabels.put(one.labels(), one);
    }
    this.series = List.copyOf(lastOfLabels.values());
    this.loaded = new int[series.size()];
  }

  Tsdb writable() {
    return tsdb;
  }

  Queryable readable() {
    return tsdb;
  }

  /**
   * Has points come in up to a time.
   *
   * @return what was refused, or the empty text
   */
  String loadUntil(long timeMs) throws IOException {
    String refused = "";
    if (series.stream().anyMatch(one -> one.labels().isEmpty())) {
      return "empty labelset: invalid sample";
    }
    try (Appender batch = tsdb.appender()) {
      for (int i = 0; i < loaded.length; i++) {
        AppendResult result = load(batch, i, timeMs);
        if (result != AppendResult.APPENDED) {
          refused = "series " + series.get(i).labels() + " was refused: " + result;
        }
      }
      batch.commit();
    }
    return refused;
  }

  private AppendResult load(Appender batch, int place, long timeMs) {
    SeriesNotation points = series.get(place);
    AppendResult result = AppendResult.APPENDED;
    long ref = -1;
    while (loaded[place] < points.size() && pointMs(loaded[place]) <= timeMs) {
      int i = loaded[place]++;
      if (points.omitted()[i]) {
        continue;
      }
      ref = ref < 0 ? batch.seriesRef(points.labels()) : ref;
      HistogramPoint histogram = points.histogram(i);
      AppendResult one =
          histogram == null
              ? batch.append(ref, pointMs(i), points.values()[i])
              : batch.append(ref, pointMs(i), histogram.histogram());
      result = one == AppendResult.APPENDED ? result : one;
    }
    return result;
  }

  private long pointMs(int point) {
    return startMs + point * intervalMs;
  }

  @Override
  public void close() throws IOException {
    tsdb.close();
  }
}
