package dev.deucalion.model.labels;

/** Names of labels that have a meaning of their own, and the check of names. */
public final class LabelNames {
  /** Holds the metric name. */
  public static final String METRIC_NAME = "__name__";

  /** Holds the type of the metric, where types are labels. */
  public static final String TYPE = "__type__";

  /** Holds the unit of the metric, where units are labels. */
  public static final String UNIT = "__unit__";

  /** The job that a target belongs to. */
  public static final String JOB = "job";

  /** Which target it is, by its address unless told otherwise. */
  public static final String INSTANCE = "instance";

  /** Host and port of a target, before and while it is relabeled. */
  public static final String ADDRESS = "__address__";

  /** {@code http} or {@code https}, of a target that is relabeled. */
  public static final String SCHEME = "__scheme__";

  /** Path that a target is asked for. */
  public static final String METRICS_PATH = "__metrics_path__";

  /** How often a target is scraped, as a duration. */
  public static final String SCRAPE_INTERVAL = "__scrape_interval__";

  /** How long a scrape of a target may take, as a duration. */
  public static final String SCRAPE_TIMEOUT = "__scrape_timeout__";

  /** Whether native histograms of a target are taken: {@code true} or {@code false}. */
  public static final String SCRAPE_NATIVE_HISTOGRAMS = "__scrape_native_histograms__";

  /** Whether classic histograms are taken beside native ones: {@code true} or {@code false}. */
  public static final String ALWAYS_SCRAPE_CLASSIC_HISTOGRAMS =
      "__always_scrape_classic_histograms__";

  /**
   * Whether classic histograms become native ones with custom buckets: {@code true} or {@code
   * false}.
   */
  public static final String CONVERT_CLASSIC_HISTOGRAMS = "__convert_classic_histograms_to_nhcb__";

  /** Path of a socket by which a target is reached, in place of its address. */
  public static final String UNIX_SOCKET = "__unix_socket__";

  /** In front of the name of a URL parameter that targets are asked with. */
  public static final String PARAM_PREFIX = "__param_";

  /** In front of what service discovery tells of a target. */
  public static final String META_PREFIX = "__meta_";

  /** In front of labels that do not reach the store. */
  public static final String RESERVED_PREFIX = "__";

  /** Put before a scraped label that collides with a target's label. */
  public static final String EXPORTED_PREFIX = "exported_";

  /** Upper bound of a classic histogram's bucket. */
  public static final String BUCKET = "le";

  /** Quantile of a summary. */
  public static final String QUANTILE = "quantile";

  private LabelNames() {}

  /** Whether the name is of the classic alphabet, {@code [a-zA-Z_][a-zA-Z0-9_]*}. */
  public static boolean isLegacyLabelName(String name) {
    return isLegacy(name, false);
  }

  /** Whether the name is of the classic alphabet of metrics, {@code [a-zA-Z_:][a-zA-Z0-9_:]*}. */
  public static boolean isLegacyMetricName(String name) {
    return isLegacy(name, true);
  }

  private static boolean isLegacy(String name, boolean colon) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      boolean digit = c >= '0' && c <= '9' && i > 0;
      if (!letter && !digit && !(colon && c == ':')) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
