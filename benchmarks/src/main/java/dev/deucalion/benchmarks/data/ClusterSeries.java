package dev.deucalion.benchmarks.data;

import dev.deucalion.model.labels.Labels;

/**
 * Label sets such as a cluster's exporters send: 7 labels each, pods of 50 series, targets of 20
 * pods. Most values are shared by many series; a pod's name is in 50 and an instance's in 1,000.
 *
 * <p>Of a pod's series, 0 to 19 are buckets of a histogram, 20 to 31 counters of requests by code,
 * and the rest belongs to its containers.
 */
public final class ClusterSeries {
  public static final int SERIES_PER_POD = 50;
  public static final int SERIES_PER_TARGET = 1_000;
  public static final int BUCKETS_PER_POD = 20;
  public static final String BUCKET = "http_request_duration_seconds_bucket";

  private static final int REQUESTS_END = 32;
  private static final String[] BOUNDS = {
    "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "+Inf"
  };
  private static final String[] CODES = {"200", "204", "400", "404", "500", "503"};
  private static final String[] METHODS = {"GET", "POST"};
  private static final String[] JOBS = {"api", "web", "cache", "batch", "db"};
  private static final String[] CONTAINER_METRICS = {
    "container_cpu_usage_seconds_total",
    "container_memory_working_set_bytes",
    "container_network_receive_bytes_total",
    "container_network_transmit_bytes_total",
    "container_fs_usage_bytes",
    "container_fs_writes_total",
    "container_threads",
    "container_sockets",
    "container_file_descriptors"
  };

  private ClusterSeries() {}

  /** Labels of series {@code i} of the whole cluster; all strings are new. */
  public static Labels labels(int i) {
    int pod = i / SERIES_PER_POD;
    int slot = i % SERIES_PER_POD;
    if (slot < BUCKETS_PER_POD) {
      return bucket(pod, slot);
    }
    if (slot < REQUESTS_END) {
      int code = slot - BUCKETS_PER_POD;
      return labels(
          pod,
          "http_requests_total",
          "code",
          CODES[code % CODES.length],
          "method",
          METHODS[code / CODES.length]);
    }
    int metric = slot - REQUESTS_END;
    return labels(
        pod,
        CONTAINER_METRICS[metric / 2],
        "container",
        metric % 2 == 0 ? "app" : "sidecar",
        "node",
        "node-%03d.cluster.local".formatted(pod % 40));
  }

  /** Labels of one of a pod's histogram buckets, 0 up to {@link #BUCKETS_PER_POD} exclusive. */
  public static Labels bucket(int pod, int bucket) {
    return labels(
        pod,
        BUCKET,
        "le",
        BOUNDS[bucket % BOUNDS.length],
        "method",
        METHODS[bucket / BOUNDS.length]);
  }

  private static Labels labels(
      int pod, String metric, String name5, String value5, String name6, String value6) {
    int hash = pod * 0x9E3779B9;
    return Labels.of(
        "__name__",
        fresh(metric),
        "namespace",
        "team-" + pod % 12,
        "pod",
        "pod-%d-%08x".formatted(pod, hash),
        "job",
        fresh(JOBS[pod % JOBS.length]),
        "instance",
        "10.0.%d.%d:8080".formatted(pod / 20 / 250, pod / 20 % 250),
        name5,
        fresh(value5),
        name6,
        fresh(value6));
  }

  /** A scrape makes its strings from bytes, so a store never gets the same one twice. */
  @SuppressWarnings("StringCopy")
  private static String fresh(String text) {
    return new String(text);
  }
}
