package dev.deucalion.server.cli.tool;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.histogram.HistogramText;
import dev.deucalion.promql.number.GoFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of queries as texts, in the form that PromQL's own tools print. */
public final class ValueText {
  private record Point(long timeMs, String text) {}

  private ValueText() {}

  /** The text of a value, with times in milliseconds. */
  public static String of(QueryValue value) {
    return switch (value) {
      case QueryValue.Scalar scalar ->
          "scalar: " + GoFormat.fixed(scalar.value()) + " @[" + scalar.timeMs() + "]";
      case QueryValue.Str text -> text.value();
      case QueryValue.Vector vector ->
          vector.samples().stream()
              .map(sample ->
                  name(sample.labels())
                      + " => "
                      + text(sample.value(), sample.histogram())
                      + " @["
                      + sample.timeMs()
                      + "]")
              .collect(Collectors.joining("\n"));
      case QueryValue.Matrix matrix ->
          matrix.series().stream().map(ValueText::of).collect(Collectors.joining("\n"));
    };
  }

  private static String of(QueryValue.Series series) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < series.values().length; i++) {
      points.add(new Point(series.timesMs()[i], text(series.values()[i], null)));
    }
    for (int i = 0; i < series.histograms().length; i++) {
      points.add(new Point(series.histogramTimesMs()[i], text(0, series.histograms()[i])));
    }
    points.sort(Comparator.comparingLong(Point::timeMs));
    return name(series.labels())
        + " =>\n"
        + points.stream()
            .map(point -> point.text + " @[" + point.timeMs + "]")
            .collect(Collectors.joining("\n"));
  }

  private static String text(double value, @Nullable FloatHistogram histogram) {
    return histogram == null ? GoFormat.fixed(value) : HistogramText.of(histogram);
  }

  /** Labels with the name of the metric in front, where it needs no quotes. */
  private static String name(Labels labels) {
    String name = labels.get(LabelNames.METRIC_NAME);
    if (!LabelNames.isLegacyMetricName(name)) {
      return labels.toString();
    }
    Labels rest = labels.toBuilder().remove(LabelNames.METRIC_NAME).build();
    return rest.equals(Labels.EMPTY) ? name : name + rest;
  }
}
