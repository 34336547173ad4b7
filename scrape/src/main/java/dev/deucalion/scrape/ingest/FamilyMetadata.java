package dev.deucalion.scrape.ingest;

/** What a target says of one metric family, and when it last did. For {@link MetadataCache}. */
final class FamilyMetadata {
  MetricMetadata metadata;

  /** Number of the last scrape that had it. */
  int lastScrape;

  /** Number of the last scrape that said something new. */
  int lastChange;

  boolean forgotten;

  FamilyMetadata(MetricMetadata metadata) {
    this.metadata = metadata;
  }
}
