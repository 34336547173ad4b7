package dev.deucalion.rules.group;

import dev.deucalion.rules.options.RuleGroupOptions;

/**
 * When a group is evaluated: at moments that lie a whole number of intervals apart, shifted by a
 * hash of the group, so that not all groups are evaluated at once and each always at the same
 * moments, also after a restart. Moments that passed unused are missed, but for the latest. One
 * thread.
 */
final class GroupSchedule {
  private final long intervalMs;
  private final long offsetMs;
  private long lastMs;

  /** What is due. */
  record Slot(long timeMs, long missed) {}

  /** A schedule that begins with the next moment. */
  GroupSchedule(RuleGroupOptions group, long nowMs) {
    this.intervalMs = group.intervalMs();
    this.offsetMs = GroupTimes.offsetMs(group);
    this.lastMs = latestBefore(nowMs);
  }

  private long latestBefore(long nowMs) {
    return nowMs - Math.floorMod(nowMs - offsetMs, intervalMs);
  }

  /** The next moment; when the clock is set back, the moments begin anew. */
  long nextMs(long nowMs) {
    if (lastMs > nowMs) {
      lastMs = latestBefore(nowMs);
    }
    return lastMs + intervalMs;
  }

  /** Goes on to the latest moment that has come. */
  Slot take(long nowMs) {
    long passed = Math.max(1, (nowMs - lastMs) / intervalMs);
    lastMs += passed * intervalMs;
    return new Slot(lastMs, passed - 1);
  }
}
