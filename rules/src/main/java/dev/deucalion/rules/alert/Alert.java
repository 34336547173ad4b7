package dev.deucalion.rules.alert;

import dev.deucalion.model.labels.Labels;
import java.util.SortedMap;

/**
 * What Alertmanagers are told of an alert.
 *
 * @param labels what the alert is known by
 * @param annotations texts by name, in byte order of the names, some perhaps empty
 * @param startsAtMs when it began to fire, milliseconds since the epoch
 * @param endsAtMs when it was resolved; or, in the future, until when it counts as firing without
 *     being told of again
 * @param generatorUrl where its expression can be seen
 */
public record Alert(
    Labels labels,
    SortedMap<String, String> annotations,
    long startsAtMs,
    long endsAtMs,
    String generatorUrl) {}
