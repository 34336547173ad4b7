package dev.deucalion.scrape.ingest;

/**
 * What {@code extra_scrape_metrics} adds to a report.
 *
 * @param bodyBytes after decompression; 0 when the scrape failed, -1 when the body was too large
 */
public record ExtraReport(double timeoutSeconds, long sampleLimit, long bodyBytes) {}
