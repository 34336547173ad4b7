package dev.deucalion.scrape;

import dev.deucalion.model.stats.DurationSummary;
import java.util.List;
import java.util.Map;

/**
 * Counts since the start, at one moment; what {@code prometheus_target_*} metrics show.
 *
 * @param poolsCreated jobs begun
 * @param poolsFailed jobs that could not begin
 * @param poolReloads jobs taken over by another configuration
 * @param exceededTargetLimit syncs that found more targets than allowed
 * @param exceededBodySizeLimit scrapes refused for {@code body_size_limit}
 * @param exceededSampleLimit scrapes refused for {@code sample_limit}
 * @param exceededLabelLimits scrapes refused for a limit of labels
 * @param exceededBucketLimit scrapes refused for {@code native_histogram_bucket_limit}
 * @param exemplarsOutOfOrder exemplars refused as older than their series' newest
 * @param duplicateTimestamps samples refused as second ones for their time
 * @param outOfOrder samples refused as older than their series' newest
 * @param outOfBounds samples refused as too old, or too far in the future
 * @param cacheFlushesForced times that a failing target's ever new series had to be forgotten
 * @param intervalLengths times between the starts of scrapes, by the interval that was configured,
 *     in milliseconds
 * @param reloadLengths times that jobs took to take over a configuration, by the interval of the
 *     job in milliseconds
 */
public record ScrapeStats(
    long poolsCreated,
    long poolsFailed,
    long poolReloads,
    long exceededTargetLimit,
    long exceededBodySizeLimit,
    long exceededSampleLimit,
    long exceededLabelLimits,
    long exceededBucketLimit,
    long exemplarsOutOfOrder,
    long duplicateTimestamps,
    long outOfOrder,
    long outOfBounds,
    long cacheFlushesForced,
    Map<Long, DurationSummary> intervalLengths,
    Map<Long, DurationSummary> reloadLengths,
    List<PoolStats> pools) {}
