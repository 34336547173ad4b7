package dev.deucalion.scrape;

import dev.deucalion.model.labels.Labels;

/**
 * A target that is scraped, at one moment.
 *
 * @param discoveredLabels before relabeling
 * @param labels what its series carry
 * @param scrapePool name of the job
 * @param lastError empty when the last scrape went well
 * @param lastScrapeMs start of the last scrape, 0 before the first
 * @param lastScrapeDurationSeconds of the last scrape
 */
public record TargetSnapshot(
    Labels discoveredLabels,
    Labels labels,
    String scrapePool,
    String scrapeUrl,
    String lastError,
    long lastScrapeMs,
    double lastScrapeDurationSeconds,
    TargetHealth health,
    long scrapeIntervalMs,
    long scrapeTimeoutMs) {}
