package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsHash;
import dev.deucalion.rules.options.RuleGroupOptions;

/**
 * The moments at which a group is evaluated: a whole number of intervals apart, shifted by a hash
 * of the group. Any thread.
 */
public final class GroupTimes {
  private static final long NANOS_PER_MS = 1_000_000;

  private GroupTimes() {}

  /** The first moment that is not before a time. */
  public static long firstFrom(RuleGroupOptions group, long timeMs) {
    return timeMs + Math.floorMod(offsetMs(group) - timeMs, group.intervalMs());
  }

  /** Of every moment from a multiple of the interval, as Prometheus has it, below the interval. */
  static long offsetMs(RuleGroupOptions group) {
    long hash = LabelsHash.of(Labels.of("name", group.name(), "file", group.file()));
    return Long.remainderUnsigned(hash, group.intervalMs() * NANOS_PER_MS) / NANOS_PER_MS;
  }
}
