package dev.deucalion.scrape;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.ingest.MetricMetadata;
import java.util.List;

/**
 * What a target says of its metric families, at one moment.
 *
 * @param scrapePool name of the job
 * @param labels what the target's series carry
 */
public record TargetMetadata(String scrapePool, Labels labels, List<MetricMetadata> metadata) {}
