package dev.deucalion.benchmarks.scrape.exposition;

import dev.deucalion.scrape.exposition.ExpositionFormat;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A body such as a cluster's exporters send: 20 pods with 50 series each, histograms, counters and
 * gauges, integers and decimals, about 165 bytes a sample.
 */
public final class ExporterBody {
  public static final int SAMPLES = 1_000;

  /** Labels of all samples, metric names included. */
  static final int LABELS = 6_640;

  private static final int PODS = 20;
  private static final String[] BUCKETS = {
    "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "+Inf"
  };
  private static final String[] CODES = {"200", "204", "400", "404", "500", "503"};
  private static final String[] METHODS = {"GET", "POST"};
  private static final String[] GAUGES = {
    "container_cpu_usage_seconds_total",
    "container_memory_working_set_bytes",
    "container_network_receive_bytes_total",
    "container_network_transmit_bytes_total",
    "container_fs_usage_bytes",
    "queue_depth",
    "node_load1"
  };

  private final StringBuilder text = new StringBuilder();
  private final SplittableRandom random = new SplittableRandom(1);
  private final int scrape;

  private ExporterBody(int scrape) {
    this.scrape = scrape;
  }

  static byte[] of(ExpositionFormat format) {
    return of(format, 0);
  }

  /** The body of scrape 0, 1 and so on: series by series the values grow from one to the next. */
  public static byte[] of(ExpositionFormat format, int scrape) {
    ExporterBody body = new ExporterBody(scrape);
    body.write();
    if (format == ExpositionFormat.OPEN_METRICS) {
      body.text.append("# EOF\n");
    }
    return body.text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void write() {
    text.append("# HELP http_request_duration_seconds Time from request to response.\n");
    text.append("# TYPE http_request_duration_seconds histogram\n");
    for (int pod = 0; pod < PODS; pod++) {
      for (String method : METHODS) {
        String labels = requests(pod, method);
        for (String bucket : BUCKETS) {
          integer("http_request_duration_seconds_bucket", labels + ",le=\"" + bucket + "\"");
        }
        decimal("http_request_duration_seconds_sum", labels);
        integer("http_request_duration_seconds_count", labels);
      }
    }
    text.append("# TYPE http_requests counter\n");
    for (int pod = 0; pod < PODS; pod++) {
      for (String method : METHODS) {
        for (String code : CODES) {
          integer("http_requests_total", requests(pod, method) + ",code=\"" + code + "\"");
        }
      }
    }
    for (String gauge : GAUGES) {
      text.append("# TYPE ").append(gauge).append(" gauge\n");
      for (int pod = 0; pod < PODS; pod++) {
        for (String container : new String[] {"app", "sidecar"}) {
          if (gauge.startsWith("container_cpu") || gauge.startsWith("node_load")) {
            decimal(gauge, containers(pod, container));
          } else {
            integer(gauge, containers(pod, container));
          }
        }
      }
    }
  }

  private static String pod(int pod) {
    long id = pod * 0x9E3779B97F4A7C15L;
    return "namespace=\"team-%d\",pod=\"pod-%d-%08x\"".formatted(pod % 12, pod, (int) id);
  }

  private static String requests(int pod, String method) {
    return pod(pod)
        + ",container=\"app\",method=\"%s\",handler=\"/api/v1/resource-%d\""
            .formatted(method, pod % 16);
  }

  private static String containers(int pod, String container) {
    return pod(pod)
        + ",node=\"node-007.cluster.local\",container=\"%s\"".formatted(container)
        + ",image=\"example-images/team/service@sha256:%016x\""
            .formatted(pod * 0xD1B54A32D192ED03L);
  }

  private void integer(String name, String labels) {
    long first = random.nextLong(1L << random.nextInt(1, 34));
    line(name, labels, Long.toString(first + scrape * random.nextLong(0, 50)));
  }

  private void decimal(String name, String labels) {
    double value = random.nextDouble() * 100_000 + scrape * random.nextDouble();
    line(name, labels, String.format(Locale.ROOT, "%.6f", value));
  }

  private void line(String name, String labels, String value) {
    text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
  }
}
