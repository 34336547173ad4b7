package dev.deucalion.server.cli.tsdb;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.histogram.HistogramText;
import dev.deucalion.promql.number.GoFormat;
import dev.deucalion.server.cli.tool.JsonText;
import java.io.PrintStream;

/** How series and samples are printed. */
enum DumpFormat {
  /** All labels in braces, value, time in milliseconds. */
  PROM {
    @Override
    void series(PrintStream out, Labels labels) {}

    @Override
    boolean wantsSamples() {
      return true;
    }

    @Override
    String prefix(Labels labels) {
      return labels + " ";
    }

    @Override
    void sample(PrintStream out, String prefix, long timeMs, double value) {
      out.append(prefix).append(GoFormat.general(value)).append(' ');
      out.append(Long.toString(timeMs)).append('\n');
    }

    @Override
    boolean sample(PrintStream out, String prefix, long timeMs, Histogram histogram) {
      out.append(prefix).append(HistogramText.of(histogram.toFloat())).append(' ');
      out.append(Long.toString(timeMs)).append('\n');
      return true;
    }
  },

  /** Labels only, as JSON. */
  SERIES_JSON {
    @Override
    void series(PrintStream out, Labels labels) {
      StringBuilder json = new StringBuilder("{");
      labels.forEach((name, value) -> {
        json.append(json.length() > 1 ? "," : "");
        json.append(JsonText.quote(name)).append(':').append(JsonText.quote(value));
      });
      out.append(json).append("}\n");
    }

    @Override
    boolean wantsSamples() {
      return false;
    }

    @Override
    String prefix(Labels labels) {
      return "";
    }

    @Override
    void sample(PrintStream out, String prefix, long timeMs, double value) {}

    @Override
    boolean sample(PrintStream out, String prefix, long timeMs, Histogram histogram) {
      return false;
    }
  },

  /** OpenMetrics, whose times are seconds. Histograms end a series, stale markers are left out. */
  OPEN_METRICS {
    @Override
    void series(PrintStream out, Labels labels) {}

    @Override
    boolean wantsSamples() {
      return true;
    }

    @Override
    String prefix(Labels labels) {
      StringBuilder text = new StringBuilder(labels.get(LabelNames.METRIC_NAME)).append('{');
      int start = text.length();
      labels.forEach((name, value) -> {
        if (!name.equals(LabelNames.METRIC_NAME)) {
          text.append(text.length() > start ? "," : "").append(name).append('=');
          GoQuote.appendQuoted(text, value);
        }
      });
      return text.append("} ").toString();
    }

    @Override
    void sample(PrintStream out, String prefix, long timeMs, double value) {
      if (!StaleMarker.isStale(value)) {
        out.append(prefix).append(GoFormat.general(value)).append(' ');
        out.append(timeMs < 0 ? "-" : "").append(Long.toString(Math.abs(timeMs / 1_000)));
        long ms = Math.abs(timeMs % 1_000);
        out.append(ms < 10 ? ".00" : ms < 100 ? ".0" : ".").append(Long.toString(ms));
        out.append('\n');
      }
    }

    @Override
    boolean sample(PrintStream out, String prefix, long timeMs, Histogram histogram) {
      return false;
    }
  };

  /** Prints what comes before the samples of a series. */
  abstract void series(PrintStream out, Labels labels);

  /** Whether samples are to be read at all. */
  abstract boolean wantsSamples();

  /** What stands before each sample of a series. */
  abstract String prefix(Labels labels);

  abstract void sample(PrintStream out, String prefix, long timeMs, double value);

  /** Prints a histogram; returns whether the series goes on behind it. */
  abstract boolean sample(PrintStream out, String prefix, long timeMs, Histogram histogram);
}
