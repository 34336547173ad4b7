package dev.deucalion.rules.alert;

import dev.deucalion.model.labels.Labels;
import java.util.SortedMap;

/**
 * A result of an alerting rule, with the labels and annotations of the alert that it stands for.
 *
 * @param annotations texts by name, in byte order of the names
 * @param value of the expression; 0 where it is a histogram
 */
public record Observation(Labels labels, SortedMap<String, String> annotations, double value) {}
