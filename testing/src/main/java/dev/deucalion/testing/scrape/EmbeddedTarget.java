package dev.deucalion.testing.scrape;

import dev.deucalion.scrape.SteppedTarget;
import dev.deucalion.scrape.TargetSnapshot;

/** A target that is scraped until it is stopped. */
public final class EmbeddedTarget {
  private static final long NEVER = Long.MIN_VALUE;

  private final SteppedTarget target;
  private final ScrapeBook book;
  private long lastScrapeMs = NEVER;

  EmbeddedTarget(SteppedTarget target, ScrapeBook book) {
    this.target = target;
    this.book = book;
  }

  /** How it stands; its last error is empty when the last scrape went well. */
  public TargetSnapshot snapshot() {
    return target.snapshot();
  }

  /** Scrapes it no more: its series end now, as when a target is found no more. */
  public void stop() {
    book.remove(this);
  }

  SteppedTarget target() {
    return target;
  }

  /** Time of its last scrape. */
  long lastScrapeMs() {
    return lastScrapeMs;
  }

  TargetSnapshot scrape(long timeMs) {
    lastScrapeMs = timeMs;
    return target.scrape(timeMs);
  }
}
