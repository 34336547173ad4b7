package dev.deucalion.scrape.ingest;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.relabel.Relabeling;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.ScrapeLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a series' labels in a body to those in the store: target labels, relabeling, checks. */
final class SampleLabels {
  private static final int SHOWN_CHARACTERS = 50;

  private final ScrapeJobOptions job;
  private final Labels targetLabels;

  SampleLabels(ScrapeJobOptions job, Labels targetLabels) {
    this.job = job;
    this.targetLabels = targetLabels;
  }

  /**
   * The labels in the store, null where relabeling drops the series.
   *
   * @throws IngestException when what comes out is no valid series
   */
  @Nullable Labels of(Labels scraped) throws IngestException {
    LabelsBuilder builder = scraped.toBuilder();
    if (job.honorLabels()) {
      addMissingTargetLabels(builder);
    } else {
      addTargetLabels(builder);
    }
    if (!Relabeling.apply(job.metricRelabelRules(), builder) || builder.isEmpty()) {
      return null;
    }
    Labels labels = builder.build();
    if (!labels.has(LabelNames.METRIC_NAME)) {
      throw new IngestException("missing metric name (" + LabelNames.METRIC_NAME + " label)");
    }
    if (!hasValidNames(labels)) {
      throw new IngestException("invalid metric name or label names: " + labels);
    }
    return labels;
  }

  private void addMissingTargetLabels(LabelsBuilder builder) {
    for (int i = 0; i < targetLabels.size(); i++) {
      if (!builder.has(targetLabels.name(i))) {
        builder.set(targetLabels.name(i), targetLabels.value(i));
      }
    }
  }

  /** Target labels win; scraped ones in their way become {@code exported_}, shortest name first. */
  private void addTargetLabels(LabelsBuilder builder) {
    List<String[]> conflicts = new ArrayList<>();
    for (int i = 0; i < targetLabels.size(); i++) {
      String name = targetLabels.name(i);
      String scraped = builder.get(name);
      if (!scraped.isEmpty()) {
        conflicts.add(new String[] {name, scraped});
      }
      builder.set(name, targetLabels.value(i));
    }
    if (conflicts.size() > 1) {
      conflicts.sort(Comparator.comparingInt(conflict -> conflict[0].length()));
    }
    for (String[] conflict : conflicts) {
      String name = conflict[0];
      do {
        name = LabelNames.EXPORTED_PREFIX + name;
      } while (builder.has(name));
      builder.set(name, conflict[1]);
    }
  }

  private boolean hasValidNames(Labels labels) {
    for (int i = 0; i < labels.size(); i++) {
      String name = labels.name(i);
      if (name.equals(LabelNames.METRIC_NAME)) {
        if (!job.nameValidation().isValidMetricName(labels.value(i))) {
          return false;
        }
      } else if (!job.nameValidation().isValidLabelName(name)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks the job's limits for labels.
   *
   * @throws IngestException when one is exceeded
   */
  void checkLimits(Labels labels) throws IngestException {
    ScrapeLimits limits = job.limits();
    String metric = shown(labels.metricName());
    if (limits.labelLimit() > 0 && labels.size() > limits.labelLimit()) {
      throw new IngestException(
          "label_limit exceeded (metric: %s, number of labels: %s, limit: %s)"
              .formatted(metric, labels.size(), limits.labelLimit()));
    }
    if (limits.labelNameLengthLimit() == 0 && limits.labelValueLengthLimit() == 0) {
      return;
    }
    for (int i = 0; i < labels.size(); i++) {
      checkLengths(metric, labels.name(i), labels.value(i), limits);
    }
  }

  private static void checkLengths(String metric, String name, String value, ScrapeLimits limits)
      throws IngestException {
    int nameBytes = utf8Bytes(name);
    if (limits.labelNameLengthLimit() > 0 && nameBytes > limits.labelNameLengthLimit()) {
      throw new IngestException(
          "label_name_length_limit exceeded (metric: %s, label name: %s, length: %s, limit: %s)"
              .formatted(metric, shown(name), nameBytes, limits.labelNameLengthLimit()));
    }
    int valueBytes = utf8Bytes(value);
    if (limits.labelValueLengthLimit() > 0 && valueBytes > limits.labelValueLengthLimit()) {
      throw new IngestException(
          ("label_value_length_limit exceeded (metric: %s, label name: %s, value: %s,"
                  + " length: %s, limit: %s)")
              .formatted(
                  metric,
                  shown(name),
                  GoQuote.quote(shown(value)),
                  valueBytes,
                  limits.labelValueLengthLimit()));
    }
  }

  private static int utf8Bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** At most the first fifty characters. */
  private static String shown(String text) {
    return text.codePointCount(0, text.length()) <= SHOWN_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN_CHARACTERS));
  }
}
