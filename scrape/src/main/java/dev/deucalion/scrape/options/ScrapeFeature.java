package dev.deucalion.scrape.options;

/** What scraping does only when it is switched on for the whole program. */
public enum ScrapeFeature {
  /** Counters get a sample of 0 at the time from which they say that they count. */
  START_TIMESTAMP_ZERO_SAMPLES,
  /** Counters that do not say since when they count begin with the first sample that is scraped. */
  START_TIMESTAMP_SYNTHESIS,
  /** Types and units become labels {@code __type__} and {@code __unit__}. */
  TYPE_AND_UNIT_LABELS,
  /** What series measure is given to the store with their samples. */
  METADATA_RECORDS,
  /** Targets may compress what they answer by zstd, too. */
  ZSTD
}
