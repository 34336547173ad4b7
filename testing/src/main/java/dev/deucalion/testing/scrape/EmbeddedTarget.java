package dev.deucalion.testing.scrape;

import dev.deucalion.scrape.SteppedTarget;
import dev.deucalion.scrape.TargetSnapshot;

/** A target that is scraped until it is stopped. */
public final class EmbeddedTarget {
  static final long NEVER = Long.MIN_VALUE;

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

  /**
   * Scrapes it no more: its series end, as when a target is found no more. Where it was scraped at
   * this very time, the clock goes on by a millisecond first, since a series has one sample at a
   * time.
   *
   * @throws dev.deucalion.testing.rule.RuleFailureException when a rule cannot be evaluated that is
   *     due in that millisecond; the target is stopped all the same
   */
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
