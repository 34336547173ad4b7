package dev.deucalion.scrape.ingest;

import dev.deucalion.model.metadata.MetricType;

/**
 * What a target says of a metric family.
 *
 * @param help empty when not given
 * @param unit empty when not given
 */
public record MetricMetadata(String metricFamily, MetricType type, String help, String unit) {}
