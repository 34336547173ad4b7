package dev.deucalion.server;

import dev.deucalion.model.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a target shows in rehearsals of scrapes: counters with labels, gauges and classic
 * histograms, some hundred series.
 */
final class RehearsalExposition {
  /** The formats that targets answer in. */
  enum Format {
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8"),
    PROTOBUF(
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
            + " encoding=delimited");

    private final String contentType;

    Format(String contentType) {
      this.contentType = contentType;
    }

    String contentType() {
      return contentType;
    }
  }

  private static final int COUNTERS = 40;
  private static final int GAUGES = 20;
  private static final int HISTOGRAMS = 3;
  private static final List<String> BOUNDS =
      List.of("0.005", "0.01", "0.05", "0.1", "0.5", "1.0", "2.5", "5.0", "10.0", "+Inf");

  /** Numbers of {@code MetricType}. */
  private static final int COUNTER = 0;

  private static final int GAUGE = 1;
  private static final int HISTOGRAM = 4;

  private RehearsalExposition() {}

  /**
   * The body of one scrape.
   *
   * @param generation expositions of different ones have no series in common
   * @param scrape the values are those of this one
   */
  static byte[] body(Format format, int generation, int scrape) {
    return switch (format) {
      case TEXT -> lines("rehearsed_total", generation, scrape, "");
      case OPEN_METRICS -> lines("rehearsed", generation, scrape, "# EOF\n");
      case PROTOBUF -> messages(generation, scrape);
    };
  }

  private static byte[] lines(String counterFamily, int generation, int scrape, String end) {
    StringBuilder out = new StringBuilder();
    head(out, counterFamily, "counter");
    for (int i = 0; i < COUNTERS; i++) {
      out.append("rehearsed_total{code=\"")
          .append(code(i))
          .append("\",method=\"GET\",path=\"")
          .append(path(generation, i))
          .append("\"} ")
          .append(counter(i, scrape))
          .append('\n');
    }
    head(out, "rehearsed_bytes", "gauge");
    for (int i = 0; i < GAUGES; i++) {
      out.append("rehearsed_bytes{path=\"")
          .append(path(generation, i))
          .append("\"} ")
          .append(gauge(i, scrape))
          .append('\n');
    }
    head(out, "rehearsed_seconds", "histogram");
    for (int i = 0; i < HISTOGRAMS; i++) {
      String path = "path=\"" + path(generation, i) + "\"";
      int count = 0;
      for (String bound : BOUNDS) {
        count += scrape;
        out.append("rehearsed_seconds_bucket{").append(path).append(",le=\"").append(bound);
        out.append("\"} ").append(count).append('\n');
      }
      out.append("rehearsed_seconds_sum{").append(path).append("} ").append(count * 0.25);
      out.append("\nrehearsed_seconds_count{").append(path).append("} ").append(count).append('\n');
    }
    return out.append(end).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void head(StringBuilder out, String family, String type) {
    out.append("# HELP ").append(family).append(" What is rehearsed.\n");
    out.append("# TYPE ").append(family).append(' ').append(type).append('\n');
  }

  /**
   * Messages {@code MetricFamily}, each behind its length.
   *
   * @see <a
   *     href="https://github.com/prometheus/client_model/blob/master/io/prometheus/client/metrics.proto">metrics.proto</a>
   */
  private static byte[] messages(int generation, int scrape) {
    WireWriter out = new WireWriter();
    int counters = family(out, "rehearsed_total", COUNTER);
    for (int i = 0; i < COUNTERS; i++) {
      int metric = out.begin(4);
      label(out, "code", code(i));
      label(out, "method", "GET");
      label(out, "path", path(generation, i));
      number(out, 3, counter(i, scrape));
      out.end(metric);
    }
    out.end(counters);
    int gauges = family(out, "rehearsed_bytes", GAUGE);
    for (int i = 0; i < GAUGES; i++) {
      int metric = out.begin(4);
      label(out, "path", path(generation, i));
      number(out, 2, gauge(i, scrape));
      out.end(metric);
    }
    out.end(gauges);
    int histograms = family(out, "rehearsed_seconds", HISTOGRAM);
    for (int i = 0; i < HISTOGRAMS; i++) {
      int metric = out.begin(4);
      label(out, "path", path(generation, i));
      histogram(out, scrape);
      out.end(metric);
    }
    out.end(histograms);
    return out.toByteArray();
  }

  private static int family(WireWriter out, String name, int type) {
    int family = out.beginDelimited();
    out.string(1, name);
    out.string(2, "What is rehearsed.");
    out.int64(3, type);
    return family;
  }

  private static void label(WireWriter out, String name, String value) {
    int label = out.begin(1);
    out.string(1, name);
    out.string(2, value);
    out.end(label);
  }

  private static void number(WireWriter out, int field, double value) {
    int number = out.begin(field);
    out.float64(1, value);
    out.end(number);
  }

  private static void histogram(WireWriter out, int scrape) {
    int count = BOUNDS.size() * scrape;
    int histogram = out.begin(7);
    out.int64(1, count);
    out.float64(2, count * 0.25);
    for (int b = 0; b < BOUNDS.size(); b++) {
      String bound = BOUNDS.get(b);
      int bucket = out.begin(3);
      out.int64(1, (b + 1L) * scrape);
      out.float64(2, bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound));
      out.end(bucket);
    }
    out.end(histogram);
  }

  private static String code(int i) {
    return i % 5 == 0 ? "500" : "200";
  }

  private static String path(int generation, int i) {
    return "/api/" + generation + "/" + i;
  }

  /** Whole numbers, and some that are not. */
  private static double counter(int i, int scrape) {
    return i % 3 == 0 ? 1e7 + 0.125 * i * scrape : (double) i * scrape;
  }

  private static double gauge(int i, int scrape) {
    return 1_000_003.0 * i / (scrape + 1);
  }
}
