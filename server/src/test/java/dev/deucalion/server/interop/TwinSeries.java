package dev.deucalion.server.interop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The made-up history of a small cluster, the same at each run: counters that move, stand still and
 * reset, histograms, gauges, series that come late, pause and vanish.
 *
 * <p>A job's history has {@link #STEPS} steps. In the exposition a series' samples of several steps
 * stand one after the other, each with its time.
 */
final class TwinSeries {
  static final int STEPS = 200;
  static final List<String> JOBS = List.of("myapp", "kube-state-metrics", "cadvisor");

  /**
   * Counters begin far above zero: how far a rate reaches back towards the zero of a counter that
   * has just begun is not the same in Prometheus 2 and 3.
   */
  private static final int FIRST_COUNT = 10_000;

  private static final int RESET_STEP = 90;
  private static final int LATE_STEP = 50;
  private static final int PAUSE_START = 110;
  private static final int PAUSE_END = 140;
  private static final int VANISH_STEP = 170;
  private static final String[] BOUNDS = {"0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "+Inf"};

  /**
   * A series and its values.
   *
   * @param name metric name
   * @param labels as in the exposition, between the braces
   * @param values one a step; NaN where the series has no sample
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Series(String name, String labels, double[] values) {}

  private TwinSeries() {}

  /** The series of a job, those of one name together. */
  static List<Series> of(String job) {
    List<Series> series = new ArrayList<>();
    switch (job) {
      case "myapp" -> addRequests(series);
      case "kube-state-metrics" -> addPods(series);
      case "cadvisor" -> addContainers(series);
      default -> throw new IllegalArgumentException(job);
    }
    double[] steps = new double[STEPS];
    for (int i = 0; i < STEPS; i++) {
      steps[i] = i;
    }
    series.add(new Series("twin_step", "", steps));
    return series;
  }

  /** How many samples a job has in all its history, by metric name. */
  static Map<String, Long> sampleCounts(String job) {
    Map<String, Long> counts = new TreeMap<>();
    for (Series series : of(job)) {
      long count = Arrays.stream(series.values()).filter(value -> !Double.isNaN(value)).count();
      counts.merge(series.name(), count, Long::sum);
    }
    return counts;
  }

  /**
   * The exposition of some steps.
   *
   * @param from first step, inclusive
   * @param to last step, exclusive
   * @param startMs time of step 0
   * @param stepMs time between steps
   */
  static String exposition(List<Series> all, int from, int to, long startMs, long stepMs) {
    StringBuilder text = new StringBuilder();
    for (Series series : all) {
      for (int step = from; step < Math.min(to, STEPS); step++) {
        double value = series.values()[step];
        if (!Double.isNaN(value)) {
          text.append(series.name());
          if (!series.labels().isEmpty()) {
            text.append('{').append(series.labels()).append('}');
          }
          text.append(' ').append(value).append(' ').append(startMs + step * stepMs).append('\n');
        }
      }
    }
    return text.toString();
  }

  private static void addRequests(List<Series> series) {
    String[] paths = {"/", "/api/users", "/api/orders", "/login"};
    String[] statuses = {"200", "404", "500", "503"};
    for (int pod = 0; pod < 4; pod++) {
      for (String path : paths) {
        for (String status : statuses) {
          String labels = "pod=\"myapp-%d\",path=\"%s\",status=\"%s\"".formatted(pod, path, status);
          int most = status.equals("200") ? 60 : 4;
          double[] values = counter(labels, most, pod == 2);
          if (status.equals("503")) {
            gap(values, 0, LATE_STEP);
          }
          pauseOrVanish(values, pod);
          series.add(new Series("http_requests_total", labels, values));
        }
      }
    }
    List<Series> sums = new ArrayList<>();
    for (int pod = 0; pod < 4; pod++) {
      for (String path : paths) {
        String labels = "pod=\"myapp-%d\",path=\"%s\"".formatted(pod, path);
        double[] cumulative = new double[STEPS];
        for (String bound : BOUNDS) {
          double[] more = counter(labels + bound, 12, pod == 2);
          cumulative = cumulative.clone();
          for (int i = 0; i < STEPS; i++) {
            cumulative[i] += more[i];
          }
          double[] values = cumulative.clone();
          pauseOrVanish(values, pod);
          String name = "http_request_duration_seconds_bucket";
          series.add(new Series(name, labels + ",le=\"" + bound + "\"", values));
        }
        double[] counts = cumulative.clone();
        pauseOrVanish(counts, pod);
        sums.add(new Series("http_request_duration_seconds_count", labels, counts));
      }
    }
    series.addAll(sums);
  }

  private static void addPods(List<Series> series) {
    List<Series> phases = new ArrayList<>();
    List<Series> owners = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String pod = podLabels(i);
      double[] restarts = counter("restarts" + i, i % 3 == 0 ? 2 : 0, i == 6);
      series.add(
          new Series(
              "kube_pod_container_status_restarts_total", pod + ",container=\"main\"", restarts));
      for (String phase : List.of("Pending", "Running", "Unknown", "Failed")) {
        boolean stuck = i == 3 || i == 5;
        double[] values = new double[STEPS];
        for (int step = 0; step < STEPS; step++) {
          String now = stuck && step > LATE_STEP ? (i == 3 ? "Pending" : "Unknown") : "Running";
          values[step] = phase.equals(now) ? 1 : 0;
        }
        pauseOrVanish(values, i);
        phases.add(new Series("kube_pod_status_phase", pod + ",phase=\"" + phase + "\"", values));
      }
      String kind = i == 5 ? "StatefulSet" : i == 7 ? "Job" : "ReplicaSet";
      double[] ones = new double[STEPS];
      Arrays.fill(ones, 1);
      owners.add(
          new Series(
              "kube_pod_owner",
              pod + ",owner_kind=\"%s\",owner_name=\"owner-%d\"".formatted(kind, i),
              ones));
    }
    series.addAll(phases);
    series.addAll(owners);
  }

  private static void addContainers(List<Series> series) {
    List<Series> memory = new ArrayList<>();
    List<Series> limits = new ArrayList<>();
    List<Series> quotas = new ArrayList<>();
    List<Series> periods = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      for (String container : List.of("", "main", "sidecar")) {
        String labels = podLabels(i) + ",container=\"" + container + "\"";
        SplittableRandom random = new SplittableRandom(labels.hashCode());
        double[] cpu = new double[STEPS];
        double[] used = new double[STEPS];
        double[] limit = new double[STEPS];
        double[] quota = new double[STEPS];
        double[] period = new double[STEPS];
        double seconds = FIRST_COUNT;
        double bytes = 64 << 20;
        for (int step = 0; step < STEPS; step++) {
          seconds += random.nextInt(1 + (i == 1 ? 28_000_000 : 9_000_000)) / 1e6;
          bytes = Math.clamp(bytes + (random.nextInt(65) - 32) * 262_144L, 1 << 20, 256 << 20);
          cpu[step] = Math.round(seconds * 1e6) / 1e6;
          // No two containers use the same, for which one topk takes of two is nobody's promise.
          used[step] = bytes + memory.size();
          limit[step] = (i == 2 ? 80 : 256) << 20;
          quota[step] = 50_000 * (i + 1);
          period[step] = 100_000;
        }
        if (i == 4) {
          gap(cpu, PAUSE_START, STEPS);
          gap(used, PAUSE_START, STEPS);
        }
        series.add(new Series("container_cpu_usage_seconds_total", labels + ",cpu=\"total\"", cpu));
        memory.add(new Series("container_memory_working_set_bytes", labels, used));
        limits.add(new Series("container_spec_memory_limit_bytes", labels, limit));
        quotas.add(new Series("container_spec_cpu_quota", labels, quota));
        periods.add(new Series("container_spec_cpu_period", labels, period));
      }
    }
    series.addAll(memory);
    series.addAll(limits);
    series.addAll(quotas);
    series.addAll(periods);
  }

  private static String podLabels(int i) {
    String namespace = i < 4 ? "default" : "shop";
    String app = i < 4 ? "myapp" : "batch";
    return "namespace=\"%s\",pod=\"%s-%d\"".formatted(namespace, app, i % 4);
  }

  /** A counter that grows by up to {@code most} a step. */
  private static double[] counter(String seed, int most, boolean resets) {
    SplittableRandom random = new SplittableRandom(seed.toLowerCase(Locale.ROOT).hashCode());
    double[] values = new double[STEPS];
    double value = FIRST_COUNT;
    for (int step = 0; step < STEPS; step++) {
      value = resets && step == RESET_STEP ? 0 : value + random.nextInt(most + 1);
      values[step] = value;
    }
    return values;
  }

  private static void pauseOrVanish(double[] values, int pod) {
    if (pod == 1) {
      gap(values, PAUSE_START, PAUSE_END);
    } else if (pod == 3) {
      gap(values, VANISH_STEP, STEPS);
    }
  }

  private static void gap(double[] values, int from, int to) {
    Arrays.fill(values, from, to, Double.NaN);
  }
}
