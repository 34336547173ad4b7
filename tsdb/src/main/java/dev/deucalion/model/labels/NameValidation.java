package dev.deucalion.model.labels;

/** Which names of metrics and labels are allowed, {@code metric_name_validation_scheme}. */
public enum NameValidation {
  /** Any UTF-8 string that is not empty. */
  UTF8("utf8"),
  /** The classic alphabet of letters, digits, underscores and, for metrics, colons. */
  LEGACY("legacy");

  private final String text;

  NameValidation(String text) {
    this.text = text;
  }

  /** As written in a configuration file. */
  public String text() {
    return text;
  }

  /** Whether a label may have this name. */
  public boolean isValidLabelName(String name) {
    return switch (this) {
      case UTF8 -> !name.isEmpty() && isWellFormed(name);
      case LEGACY -> LabelNames.isLegacyLabelName(name);
    };
  }

  /** Whether a metric may have this name. */
  public boolean isValidMetricName(String name) {
    return switch (this) {
      case UTF8 -> !name.isEmpty() && isWellFormed(name);
      case LEGACY -> LabelNames.isLegacyMetricName(name);
    };
  }

  /** Whether the string has a form in UTF-8, that is, no unpaired surrogates. */
  private static boolean isWellFormed(String s) {
    int c;
    for (int i = 0; i < s.length(); i += Character.charCount(c)) {
      c = s.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return false;
      }
    }
    return true;
  }
}
