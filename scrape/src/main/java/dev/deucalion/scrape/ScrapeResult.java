package dev.deucalion.scrape;

/**
 * What came of a target's last scrape.
 *
 * @param error empty when it went well
 * @param startMs 0 before the first scrape
 */
record ScrapeResult(TargetHealth health, String error, long startMs, double durationSeconds) {
  static final ScrapeResult NONE = new ScrapeResult(TargetHealth.UNKNOWN, "", 0, 0);

  /** There was no memory for a scrape; made ahead, because there is none for this either. */
  static final ScrapeResult OUT_OF_MEMORY =
      new ScrapeResult(TargetHealth.DOWN, "out of memory", 0, 0);
}
