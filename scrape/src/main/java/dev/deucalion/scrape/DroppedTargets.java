package dev.deucalion.scrape;

import dev.deucalion.model.labels.Labels;
import java.util.List;

/**
 * Targets of a job that relabeling dropped.
 *
 * @param scrapePool name of the job
 * @param discoveredLabels labels before relabeling, of as many as are kept
 * @param count how many were dropped in all
 */
public record DroppedTargets(String scrapePool, List<Labels> discoveredLabels, int count) {}
