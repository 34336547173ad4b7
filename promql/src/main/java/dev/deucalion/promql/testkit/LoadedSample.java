package dev.deucalion.promql.testkit;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sample that a command loads.
 *
 * @param timeMs milliseconds since the epoch, where scripts begin
 * @param value where it is a float
 * @param histogram null where it is a float
 */
public record LoadedSample(
    Labels labels, long timeMs, double value, @Nullable FloatHistogram histogram) {
  /** All samples of a command, oldest first; of several series with the same labels the last. */
  public static List<LoadedSample> of(ScriptCommand.Load load) {
    Map<Labels, SeriesNotation> lastOfLabels = new LinkedHashMap<>();
    load.series().forEach(series -> lastOfLabels.put(series.labels(), series));
    List<LoadedSample> samples = new ArrayList<>();
    ClassicHistograms classic = new ClassicHistograms();
    for (SeriesNotation series : lastOfLabels.values()) {
      add(series, load.intervalMs(), samples);
      if (load.withHistograms()) {
        classic.add(series, load.intervalMs());
      }
    }
    classic
        .convert()
        .forEach((labels, histograms) ->
            histograms.forEach((timeMs, histogram) ->
                samples.add(new LoadedSample(labels, timeMs, 0, histogram))));
    samples.sort(Comparator.comparingLong(LoadedSample::timeMs));
    return samples;
  }

  private static void add(SeriesNotation series, long intervalMs, List<LoadedSample> samples) {
    for (int i = 0; i < series.size(); i++) {
      HistogramPoint point = series.histogram(i);
      if (point != null) {
        samples.add(new LoadedSample(series.labels(), i * intervalMs, 0, point.histogram()));
      } else if (!series.omitted()[i]) {
        samples.add(new LoadedSample(series.labels(), i * intervalMs, series.values()[i], null));
      }
    }
  }
}
