package dev.deucalion.scrape.ingest;

import org.jspecify.annotations.Nullable;

/**
 * What a scrape writes about itself.
 *
 * @param extra null unless configured
 */
public record ScrapeReport(
    boolean succeeded, double durationSeconds, IngestCounts counts, @Nullable ExtraReport extra) {}
