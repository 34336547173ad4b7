package dev.deucalion.rules.notify;

import dev.deucalion.model.stats.DurationSummary;
import dev.deucalion.model.stats.ValueCounts;

/**
 * How the delivery to one Alertmanager stands.
 *
 * @param url of the Alertmanager
 * @param sent alerts that it took
 * @param errors alerts in requests that failed; an alert that is tried again counts again
 * @param dropped alerts that it is never told of
 * @param waiting alerts in the queue, without those of the request at hand
 * @param latency of requests that succeeded
 * @param latencySeconds the same by buckets
 */
public record AlertmanagerStats(
    String url,
    long sent,
    long errors,
    long dropped,
    int waiting,
    DurationSummary latency,
    ValueCounts latencySeconds) {}
