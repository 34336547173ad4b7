package dev.deucalion.scrape.target;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.relabel.Relabeling;
import dev.deucalion.model.time.DurationText;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.options.HistogramOptions;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a job's targets from discovered groups: defaults, relabeling, checks, no target twice. */
public final class TargetBuilder {
  private final ScrapeJobOptions job;

  /** For the targets of one job. */
  public TargetBuilder(ScrapeJobOptions job) {
    this.job = job;
  }

  /** All targets of the groups. */
  public TargetSet build(Collection<TargetGroup> groups) {
    Set<Target.Key> seen = new HashSet<>();
    List<Target> active = new ArrayList<>();
    List<Labels> dropped = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    int droppedCount = 0;
    long keep = job.limits().keepDroppedTargets();
    for (TargetGroup group : groups) {
      for (int i = 0; i < group.targets().size(); i++) {
        Labels discovered = discoveredLabels(group.targets().get(i), group.labels());
        try {
          Target target = relabel(discovered);
          if (target == null) {
            droppedCount++;
            if (keep == 0 || dropped.size() < keep) {
              dropped.add(discovered);
            }
          } else if (seen.add(target.key())) {
            active.add(target);
          }
        } catch (InvalidTargetException e) {
          errors.add("instance " + i + " in group " + group.source() + ": " + e.getMessage());
        }
      }
    }
    return new TargetSet(
        List.copyOf(active), List.copyOf(dropped), droppedCount, List.copyOf(errors));
  }

  /** Labels of a target before relabeling: its own, the group's, then the job's. */
  private Labels discoveredLabels(Labels target, Labels group) {
    LabelsBuilder labels = group.toBuilder();
    labels.setAll(target);
    setIfAbsent(labels, LabelNames.JOB, job.jobName());
    setIfAbsent(labels, LabelNames.SCRAPE_INTERVAL, DurationText.format(job.scrapeIntervalMs()));
    setIfAbsent(labels, LabelNames.SCRAPE_TIMEOUT, DurationText.format(job.scrapeTimeoutMs()));
    setIfAbsent(labels, LabelNames.METRICS_PATH, job.metricsPath());
    setIfAbsent(labels, LabelNames.SCHEME, job.scheme());
    HistogramOptions histograms = job.histograms();
    setIfAbsent(labels, LabelNames.CONVERT_CLASSIC_HISTOGRAMS, text(histograms.convertClassic()));
    setIfAbsent(
        labels, LabelNames.ALWAYS_SCRAPE_CLASSIC_HISTOGRAMS, text(histograms.keepClassic()));
    setIfAbsent(labels, LabelNames.SCRAPE_NATIVE_HISTOGRAMS, text(histograms.scrapeNative()));
    for (Map.Entry<String, List<String>> param : job.params().entrySet()) {
      if (!param.getValue().isEmpty()) {
        String value = param.getValue().getFirst();
        setIfAbsent(labels, LabelNames.PARAM_PREFIX + param.getKey(), value);
      }
    }
    return labels.build();
  }

  private static String text(boolean value) {
    return Boolean.toString(value);
  }

  private static void setIfAbsent(LabelsBuilder labels, String name, String value) {
    if (!labels.has(name)) {
      labels.set(name, value);
    }
  }

  /** The target after relabeling, null where a rule drops it or no label is left. */
  private @Nullable Target relabel(Labels discovered) throws InvalidTargetException {
    LabelsBuilder labels = discovered.toBuilder();
    if (!Relabeling.apply(job.relabelRules(), labels)) {
      return null;
    }
    String address = labels.get(LabelNames.ADDRESS);
    if (address.isEmpty()) {
      throw new InvalidTargetException("no address");
    }
    if (address.contains("/")) {
      throw new InvalidTargetException(GoQuote.quote(address) + " is not a valid hostname");
    }
    long intervalMs = duration(labels.get(LabelNames.SCRAPE_INTERVAL), "scrape interval");
    long timeoutMs = duration(labels.get(LabelNames.SCRAPE_TIMEOUT), "scrape timeout");
    if (timeoutMs > intervalMs) {
      throw new InvalidTargetException(
          "scrape timeout cannot be greater than scrape interval (%s > %s)"
              .formatted(
                  GoQuote.quote(labels.get(LabelNames.SCRAPE_TIMEOUT)),
                  GoQuote.quote(labels.get(LabelNames.SCRAPE_INTERVAL))));
    }
    HistogramOptions histograms = histograms(labels);
    for (String name : labels.names()) {
      if (name.startsWith(LabelNames.META_PREFIX)) {
        labels.remove(name);
      }
    }
    setIfAbsent(labels, LabelNames.INSTANCE, address);
    Labels all = labels.build();
    return new Target(
        discovered,
        all,
        publicLabels(all),
        TargetUrl.of(all, job.params()),
        intervalMs,
        timeoutMs,
        histograms);
  }

  /** The job's options as far as labels of the target do not say otherwise. */
  private HistogramOptions histograms(LabelsBuilder labels) throws InvalidTargetException {
    HistogramOptions own = job.histograms();
    return own.withConvertClassic(
            flag(
                labels.get(LabelNames.CONVERT_CLASSIC_HISTOGRAMS),
                own.convertClassic(),
                "convert classic histograms to nhcb"))
        .withKeepClassic(
            flag(
                labels.get(LabelNames.ALWAYS_SCRAPE_CLASSIC_HISTOGRAMS),
                own.keepClassic(),
                "always scrape classic histograms"))
        .withScrapeNative(
            flag(
                labels.get(LabelNames.SCRAPE_NATIVE_HISTOGRAMS),
                own.scrapeNative(),
                "scrape native histograms"));
  }

  /** A truth value as Go's {@code strconv.ParseBool} reads it. */
  private static boolean flag(String text, boolean absent, String what)
      throws InvalidTargetException {
    return switch (text) {
      case "" -> absent;
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default ->
          throw new InvalidTargetException(
              "error parsing "
                  + what
                  + ": strconv.ParseBool: parsing "
                  + GoQuote.quote(text)
                  + ": invalid syntax");
    };
  }

  private static long duration(String text, String what) throws InvalidTargetException {
    try {
      long ms = DurationText.parseMs(text);
      if (ms == 0) {
        throw new InvalidTargetException(what + " cannot be 0");
      }
      return ms;
    } catch (IllegalArgumentException e) {
      throw new InvalidTargetException("error parsing " + what + ": " + e.getMessage());
    }
  }

  private static Labels publicLabels(Labels all) {
    LabelsBuilder labels = new LabelsBuilder();
    for (int i = 0; i < all.size(); i++) {
      if (!all.name(i).startsWith(LabelNames.RESERVED_PREFIX)) {
        labels.set(all.name(i), all.value(i));
      }
    }
    return labels.build();
  }

  /** Why a discovered target cannot be scraped. */
  private static final class InvalidTargetException extends Exception {
    InvalidTargetException(String message) {
      super(message, null, false, false);
    }
  }
}
