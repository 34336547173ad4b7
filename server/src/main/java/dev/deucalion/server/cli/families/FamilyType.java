package dev.deucalion.server.cli.families;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What kind of metrics a family has. */
public enum FamilyType {
  COUNTER,
  GAUGE,
  SUMMARY,
  UNTYPED,
  HISTOGRAM,
  GAUGE_HISTOGRAM;

  /** The type of a name in letters of any case, or null. */
  static @Nullable FamilyType of(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "COUNTER" -> COUNTER;
      case "GAUGE" -> GAUGE;
      case "SUMMARY" -> SUMMARY;
      case "UNTYPED" -> UNTYPED;
      case "HISTOGRAM" -> HISTOGRAM;
      case "GAUGE_HISTOGRAM", "GAUGEHISTOGRAM" -> GAUGE_HISTOGRAM;
      default -> null;
    };
  }

  /** The name in small letters. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean hasBuckets() {
    return this == HISTOGRAM || this == GAUGE_HISTOGRAM;
  }

  /** Whether several samples make a metric. */
  public boolean isComposite() {
    return this == SUMMARY || hasBuckets();
  }

  /** The label that tells the parts of a composite metric apart. */
  public String partLabel() {
    return this == SUMMARY ? "quantile" : "le";
  }
}
