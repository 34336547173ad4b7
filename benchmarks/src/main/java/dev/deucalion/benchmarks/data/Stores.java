package dev.deucalion.benchmarks.data;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Fills stores and reads them whole. */
public final class Stores {
  /** Whole chunks fit. */
  private static final int CURSOR_SAMPLES = 256;

  private Stores() {}

  /** Makes series 0 up to {@code count} exclusive. */
  public static long[] seriesRefs(Tsdb tsdb, int count, IntFunction<Labels> labels) {
    long[] refs = new long[count];
    try (Appender appender = tsdb.appender()) {
      for (int i = 0; i < count; i++) {
        refs[i] = appender.seriesRef(labels.apply(i));
      }
    }
    return refs;
  }

  /** Appends all samples of one series in one batch. */
  public static void append(Tsdb tsdb, Labels labels, long[] timesMs, double[] values)
      throws IOException {
    try (Appender appender = tsdb.appender()) {
      long ref = appender.seriesRef(labels);
      for (int i = 0; i < timesMs.length; i++) {
        mustBeAppended(appender.append(ref, timesMs[i], values[i]));
      }
      appender.commit();
    }
  }

  /** Fails the run unless a sample was taken. */
  public static void mustBeAppended(AppendResult result) {
    if (result != AppendResult.APPENDED) {
      throw new IllegalStateException("sample refused: " + result);
    }
  }

  /** Sum of all values that a matcher selects between two times, both inclusive. */
  public static double sum(Queryable store, Matcher matcher, long minTimeMs, long maxTimeMs) {
    long[] times = new long[CURSOR_SAMPLES];
    double[] values = new double[CURSOR_SAMPLES];
    double sum = 0;
    try (Querier querier = store.querier(minTimeMs, maxTimeMs)) {
      SeriesSelector selector =
          new SeriesSelector(List.of(matcher), minTimeMs, maxTimeMs, /* sorted= */ false);
      SeriesSet set = querier.select(List.of(selector)).getFirst();
      @Nullable SampleCursor cursor = null;
      for (int i = 0; i < set.size(); i++) {
        cursor = set.samples(i, cursor);
        for (int n = cursor.next(times, values); n > 0; n = cursor.next(times, values)) {
          for (int j = 0; j < n; j++) {
            sum += values[j];
          }
        }
      }
    }
    return sum;
  }
}
