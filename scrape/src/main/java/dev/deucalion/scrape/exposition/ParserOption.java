package dev.deucalion.scrape.exposition;

/** What a parser makes of a body beyond its plain samples. Off unless asked for. */
public enum ParserOption {
  /** Native histograms of protobuf are read; else their classic buckets stand for them. */
  NATIVE_HISTOGRAMS,
  /** Classic series are kept where there is a native histogram of the same name too. */
  KEEP_CLASSIC_HISTOGRAMS,
  /** Classic histograms become native ones with custom buckets. */
  CONVERT_TO_CUSTOM_BUCKETS,
  /** Types and units become labels {@code __type__} and {@code __unit__}. */
  TYPE_AND_UNIT_LABELS,
  /** OpenMetrics' {@code _created} series are start timestamps rather than samples. */
  START_TIMESTAMPS
}
