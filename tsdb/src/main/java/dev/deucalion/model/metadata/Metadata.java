package dev.deucalion.model.metadata;

/**
 * What a series measures.
 *
 * @param unit empty where it is not known
 * @param help empty where there is none
 */
public record Metadata(MetricType type, String unit, String help) {}
