package dev.deucalion.testing;

import dev.deucalion.promql.testkit.HistogramPoint;
import dev.deucalion.promql.testkit.SeriesNotation;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appendable;
import dev.deucalion.storage.Appender;
import dev.deucalion.testing.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Series that were written down, of which a point comes in at each step. */
final class SeriesFeed implements Timeline.Task {
  private final Appendable store;
  private final List<SeriesNotation> series;
  private final int steps;
  private int step;

  SeriesFeed(Appendable store, List<SeriesNotation> series) {
    this.store = store;
    this.series = List.copyOf(series);
    this.steps = series.stream().mapToInt(SeriesNotation::size).max().orElse(0);
  }

  @Override
  public boolean run(long timeMs) {
    try (Appender batch = store.appender()) {
      for (SeriesNotation one : series) {
        if (step < one.size() && !one.omitted()[step]) {
          append(batch, one, timeMs);
        }
      }
      batch.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      step++;
    }
    return step < steps;
  }

  private void append(Appender batch, SeriesNotation one, long timeMs) {
    long ref = batch.seriesRef(one.labels());
    HistogramPoint histogram = one.histogram(step);
    requireAppended(
        one,
        histogram == null
            ? batch.append(ref, timeMs, one.values()[step])
            : batch.append(ref, timeMs, histogram.histogram()));
  }

  private static void requireAppended(SeriesNotation one, AppendResult result) {
    if (result != AppendResult.APPENDED) {
      throw new IllegalArgumentException("a point of " + one.labels() + " was refused: " + result);
    }
  }
}
