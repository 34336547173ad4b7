package dev.deucalion.scrape;

import dev.deucalion.model.stats.DurationSummary;

/**
 * Counts of one job.
 *
 * @param targets that are scraped
 * @param targetLimit 0 for none
 * @param syncs times that the targets were worked out
 * @param failedTargets targets that could not be made, over all syncs
 * @param syncLengths of the syncs
 * @param metadataEntries metric families with metadata, over all targets
 * @param metadataBytes characters of their texts
 */
public record PoolStats(
    String scrapePool,
    int targets,
    long targetLimit,
    long syncs,
    long failedTargets,
    DurationSummary syncLengths,
    int metadataEntries,
    long metadataBytes) {}
