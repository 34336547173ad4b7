package dev.deucalion.scrape.ingest;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.storage.Appender;
import org.jspecify.annotations.Nullable;

/**
 * Gives the store what new series measure, and all series of a family where that changed. Series
 * that stand behind the metadata of a family without being of it get none.
 *
 * <p>Where the store is to be given nothing, it only knows the family at hand.
 */
final class MetadataAppender {
  private final MetadataCache cache;
  private final boolean enabled;

  /** The family whose metadata was seen last. */
  private @Nullable FamilyMetadata family;

  private boolean changed;

  MetadataAppender(MetadataCache cache, boolean enabled) {
    this.cache = cache;
    this.enabled = enabled;
  }

  /** Begins a body. */
  void begin() {
    family = null;
    changed = false;
  }

  /** Takes up metadata that was seen. */
  void see(FamilyMetadata seen) {
    family = seen;
    changed = enabled && cache.isChanged(seen);
  }

  /** Whether a series is of the family at hand, and grows from a start on. */
  boolean isCounted(Labels labels) {
    return family != null && MadeUpStarts.isCounted(labels, family.metadata);
  }

  /** Whether series that are known need it too. */
  boolean isDue() {
    return changed;
  }

  /** Gives it for one series. */
  void append(Appender appender, long ref, Labels labels) {
    FamilyMetadata of = family;
    if (of == null || !enabled) {
      return;
    }
    MetricMetadata metadata = of.metadata;
    if (FamilyNames.isOf(labels.metricName(), metadata.metricFamily(), metadata.type())) {
      appender.updateMetadata(ref, new Metadata(metadata.type(), metadata.unit(), metadata.help()));
    }
  }
}
