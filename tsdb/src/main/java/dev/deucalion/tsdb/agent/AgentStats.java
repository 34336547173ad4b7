package dev.deucalion.tsdb.agent;

import dev.deucalion.model.stats.DurationSummary;
import dev.deucalion.tsdb.file.StartKind;
import dev.deucalion.tsdb.wal.WalStats;

/**
 * What an agent's store counts.
 *
 * @param activeSeries series that are known
 * @param departedSeries series that are not, and that the log still has to name
 * @param floatsAppended counter of floats taken
 * @param histogramsAppended counter of histograms taken
 * @param exemplarsAppended counter of exemplars taken
 * @param newestMs time of the newest sample since the start, 0 for none
 * @param outOfOrder counter of samples that were older than the newest of their series
 * @param truncations how long truncations took
 * @param log of which the truncations are part
 * @param start how the directory was found
 */
public record AgentStats(
    long activeSeries,
    long departedSeries,
    long floatsAppended,
    long histogramsAppended,
    long exemplarsAppended,
    long newestMs,
    long outOfOrder,
    DurationSummary truncations,
    WalStats log,
    StartKind start) {
  /** Before the store is open. */
  public static final AgentStats NONE =
      new AgentStats(0, 0, 0, 0, 0, 0, 0, DurationSummary.NONE, WalStats.NONE, StartKind.UNKNOWN);
}
