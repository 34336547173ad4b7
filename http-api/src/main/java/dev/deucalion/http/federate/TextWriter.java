package dev.deucalion.http.federate;

import dev.deucalion.http.encode.GoGeneral;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The text format, version 0.0.4. */
final class TextWriter implements FederateWriter {
  private final OutputStream to;
  private final NameEscape escape;
  private final StringBuilder line = new StringBuilder();
  private String name = "";

  TextWriter(OutputStream to, NameEscape escape) {
    this.to = to;
    this.escape = escape;
  }

  @Override
  public boolean takesNativeHistograms() {
    return false;
  }

  @Override
  public void begin(String family, Kind kind) throws IOException {
    name = escape.apply(family);
    line.append("# TYPE ");
    appendName(name, LabelNames.isLegacyMetricName(name));
    line.append(
        switch (kind) {
          case UNTYPED -> " untyped\n";
          case HISTOGRAM, GAUGE_HISTOGRAM -> " histogram\n";
        });
    flush();
  }

  @Override
  public void write(Labels labels, ExternalLabels external, long timeMs, double value)
      throws IOException {
    sample("", labels, external, "", timeMs, value);
    flush();
  }

  @Override
  public void write(Labels labels, ExternalLabels external, long timeMs, FloatHistogram histogram)
      throws IOException {
    double[] bounds = histogram.layout().customValues();
    double[] counts = CustomBuckets.cumulative(histogram);
    for (int i = 0; i < bounds.length; i++) {
      sample("_bucket", labels, external, GoGeneral.text(bounds[i]), timeMs, counts[i]);
    }
    sample("_bucket", labels, external, "+Inf", timeMs, histogram.count());
    sample("_sum", labels, external, "", timeMs, histogram.sum());
    sample("_count", labels, external, "", timeMs, histogram.count());
    flush();
  }

  @Override
  public void end() {}

  /**
   * @param le upper bound of a bucket, or empty
   */
  private void sample(
      String suffix, Labels labels, ExternalLabels external, String le, long timeMs, double value) {
    String series = name + suffix;
    boolean classic = LabelNames.isLegacyMetricName(series);
    if (classic) {
      line.append(series);
    }
    line.append('{');
    if (!classic) {
      appendName(series, false);
      line.append(',');
    }
    labels.forEach(this::label);
    external.forEach(labels, this::label);
    if (!le.isEmpty()) {
      label(LabelNames.BUCKET, le);
    }
    // There is at least one label.
    line.setLength(line.length() - 1);
    line.append("} ").append(GoGeneral.text(value)).append(' ').append(timeMs).append('\n');
  }

  private void label(String label, String value) {
    if (label.equals(LabelNames.METRIC_NAME)) {
      return;
    }
    String escaped = escape.apply(label);
    appendName(escaped, LabelNames.isLegacyLabelName(escaped));
    line.append("=\"");
    appendEscaped(value);
    line.append("\",");
  }

  private void appendName(String text, boolean plain) {
    if (plain) {
      line.append(text);
      return;
    }
    line.append('"');
    appendEscaped(text);
    line.append('"');
  }

  private void appendEscaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> line.append("\\\\");
        case '\n' -> line.append("\\n");
        case '"' -> line.append("\\\"");
        default -> line.append(c);
      }
    }
  }

  private void flush() throws IOException {
    to.write(line.toString().getBytes(StandardCharsets.UTF_8));
    line.setLength(0);
  }
}
