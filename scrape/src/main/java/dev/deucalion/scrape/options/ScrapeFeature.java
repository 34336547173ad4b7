package dev.deucalion.scrape.options;

/** What scraping does only when it is switched on for the whole program. */
public enum ScrapeFeature {
  /** Counters get a sample of 0 at the time from which they say that they count. */
  START_TIMESTAMP_ZERO_SAMPLES,
  /** Types and units become labels {@code __type__} and {@code __unit__}. */
  TYPE_AND_UNIT_LABELS,
  /** What series measure is given to the store with their samples. */
  METADATA_RECORDS
}
