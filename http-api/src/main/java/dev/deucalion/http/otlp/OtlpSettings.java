package dev.deucalion.http.otlp;

import java.util.EnumSet;
import java.util.Set;

/**
 * The section {@code otlp} of the configuration, and what the command line says of it.
 *
 * @param strategy how names are translated
 * @param attributes of the resource that are promoted to labels of each series; with {@link
 *     Switch#PROMOTE_ALL_RESOURCE_ATTRIBUTES}, those that are not
 * @param switches what is on
 * @param lookbackMs lookback of queries: {@code target_info} has a sample each half of it
 */
public record OtlpSettings(
    TranslationStrategy strategy, Set<String> attributes, Set<Switch> switches, long lookbackMs) {
  /** What is on or off. */
  public enum Switch {
    /** All attributes of a resource but the listed ones become labels. */
    PROMOTE_ALL_RESOURCE_ATTRIBUTES,
    /** {@code target_info} has the attributes that make up job and instance, too. */
    KEEP_IDENTIFYING_RESOURCE_ATTRIBUTES,
    /** Histograms become native ones with custom buckets. */
    CONVERT_HISTOGRAMS_TO_NHCB,
    /** Name, version and attributes of the scope become labels. */
    PROMOTE_SCOPE_METADATA,
    /** Labels that would begin with an underscore begin with {@code key_} instead. */
    LABEL_NAME_UNDERSCORE_SANITIZATION,
    /** Several underscores in a row are kept in label names. */
    LABEL_NAME_PRESERVE_MULTIPLE_UNDERSCORES,
    /** Points with delta temporality are stored as they are. */
    NATIVE_DELTA_INGESTION,
    /** Points with delta temporality are added up to cumulative ones. */
    CONVERT_DELTAS,
    /** Series have the type and the unit of their metric as labels. */
    TYPE_AND_UNIT_LABELS,
    /** Where a point says since when it has counted, its series gets a sample of nothing there. */
    START_ZERO_SAMPLES,
    /** Type, unit and help of metrics go to the log. */
    METADATA_RECORDS
  }

  /** What holds where the configuration says nothing. */
  public static final OtlpSettings DEFAULTS =
      new OtlpSettings(
          TranslationStrategy.ESCAPING_WITH_SUFFIXES,
          Set.of(),
          EnumSet.of(
              Switch.LABEL_NAME_UNDERSCORE_SANITIZATION,
              Switch.LABEL_NAME_PRESERVE_MULTIPLE_UNDERSCORES),
          300_000);

  public OtlpSettings {
    attributes = Set.copyOf(attributes);
    switches = Set.copyOf(switches);
  }

  boolean has(Switch feature) {
    return switches.contains(feature);
  }

  /** Whether an attribute of a resource becomes a label. */
  boolean promotes(String attribute) {
    return has(Switch.PROMOTE_ALL_RESOURCE_ATTRIBUTES) != attributes.contains(attribute);
  }

  /** The same with a switch on. */
  public OtlpSettings with(Switch feature) {
    EnumSet<Switch> more = EnumSet.of(feature);
    more.addAll(switches);
    return new OtlpSettings(strategy, attributes, more, lookbackMs);
  }

  /** The same for queries with another lookback. */
  public OtlpSettings withLookbackMs(long newLookbackMs) {
    return new OtlpSettings(strategy, attributes, switches, newLookbackMs);
  }
}
