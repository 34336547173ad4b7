package dev.deucalion.scrape.ingest;

import dev.deucalion.model.metadata.MetricType;

/** Which series a metric family has, by their names. */
final class FamilyNames {
  private static final String[] NONE = {};
  private static final String[] COUNTER = {"_total"};
  private static final String[] HISTOGRAM = {"_bucket", "_sum", "_count"};
  private static final String[] GAUGE_HISTOGRAM = {"_bucket", "_gsum", "_gcount"};
  private static final String[] SUMMARY = {"_sum", "_count"};
  private static final String[] INFO = {"_info"};

  private FamilyNames() {}

  /** Whether a series of this name belongs to the family. */
  static boolean isOf(String metricName, String family, MetricType type) {
    if (!metricName.startsWith(family)) {
      return false;
    }
    return switch (type) {
      case COUNTER -> without(metricName, COUNTER).equals(without(family, COUNTER));
      case INFO -> without(metricName, INFO).equals(without(family, INFO));
      case HISTOGRAM -> without(metricName, HISTOGRAM).equals(family);
      case GAUGEHISTOGRAM -> without(metricName, GAUGE_HISTOGRAM).equals(family);
      case SUMMARY -> without(metricName, SUMMARY).equals(family);
      case GAUGE, STATESET, UNKNOWN -> without(metricName, NONE).equals(family);
    };
  }

  private static String without(String name, String[] suffixes) {
    for (String suffix : suffixes) {
      if (name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }
}
