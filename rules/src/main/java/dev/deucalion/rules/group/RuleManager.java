package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.schedule.Scheduler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates groups of rules, each at its own times, from the first {@link #apply} to {@link
 * #close}. The states of alerts are restored from history for the groups that the first call gives.
 * Safe for many threads.
 */
public final class RuleManager implements AutoCloseable {
  private final RuleContext context;

  /** Guards changes; readers take the map as it is. */
  private final Object lock = new Object();

  /** By {@link RuleGroupOptions#key}. */
  private volatile Map<String, RuleGroup> groups = Map.of();

  /** Groups that are gone and whose series end soon. */
  private final List<Scheduler.Handle> ending = new ArrayList<>();

  private boolean applied;
  private boolean closed;

  /** A manager without groups. */
  public RuleManager(RuleSurroundings surroundings, RuleManagerOptions options) {
    this.context = new RuleContext(surroundings, options);
  }

  /**
   * Makes the groups those of a configuration. A group that did not change goes on untouched; of
   * one that did, rules with the same name and labels go on with their alerts. The series of rules
   * that are gone get stale markers, those of whole groups after two of their intervals, so that
   * another group can go on with them.
   *
   * @param externalLabels of the configuration, for templates
   * @throws IllegalArgumentException when two groups of one file have one name
   */
  public void apply(Collection<RuleGroupOptions> wanted, Labels externalLabels) {
    requireDistinct(wanted);
    synchronized (lock) {
      if (closed) {
        return;
      }
      context.setExternalLabels(externalLabels);
      Map<String, RuleGroup> gone = new HashMap<>(groups);
      Map<String, RuleGroup> next = new HashMap<>();
      List<RuleGroupOptions> changed = new ArrayList<>();
      for (RuleGroupOptions options : wanted) {
        RuleGroup same = gone.get(options.key());
        if (same != null && same.options().equals(options)) {
          next.put(options.key(), same);
          gone.remove(options.key());
        } else {
          changed.add(options);
        }
      }
      gone.values().forEach(RuleGroup::requestStop);
      for (RuleGroupOptions options : changed) {
        next.put(options.key(), start(options, gone.remove(options.key())));
      }
      ending.removeIf(Scheduler.Handle::isOver);
      for (RuleGroup group : gone.values()) {
        group.stop();
        ending.add(group.endSeriesLater());
      }
      groups = Map.copyOf(next);
      applied = true;
    }
  }

  private static void requireDistinct(Collection<RuleGroupOptions> groups) {
    Set<String> keys = new HashSet<>();
    for (RuleGroupOptions group : groups) {
      if (!keys.add(group.key())) {
        throw new IllegalArgumentException(
            "group \"" + group.name() + "\" comes twice in file " + group.file());
      }
    }
  }

  private RuleGroup start(RuleGroupOptions options, @Nullable RuleGroup before) {
    RuleGroup group;
    if (before == null) {
      group = RuleGroup.first(context, options, !applied);
    } else {
      before.stop();
      group = before.successor(options);
    }
    group.start();
    return group;
  }

  /** How all groups stand, by file and name. */
  public List<RuleGroupSnapshot> groups() {
    TreeMap<RuleGroupOptions, RuleGroupSnapshot> sorted = new TreeMap<>(RuleManager::byFileAndName);
    groups.values().forEach(group -> sorted.put(group.options(), group.snapshot()));
    return List.copyOf(sorted.values());
  }

  private static int byFileAndName(RuleGroupOptions a, RuleGroupOptions b) {
    int byFile = Utf8Order.compare(a.file(), b.file());
    return byFile != 0 ? byFile : Utf8Order.compare(a.name(), b.name());
  }

  /** Counts at this moment. */
  public RuleStats stats() {
    return new RuleStats(
        context.ruleDurations().summary(),
        context.groupDurations().summary(),
        groups.values().stream()
            .map(RuleGroup::stats)
            .sorted(Comparator.comparing(GroupStats::key, Utf8Order::compare))
            .toList());
  }

  /**
   * Ends all evaluations, those at hand included; nothing is written any more when this returns. No
   * stale markers: after a restart the series go on.
   */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      groups.values().forEach(RuleGroup::requestStop);
      context.surroundings().query().close();
      groups.values().forEach(RuleGroup::stop);
      ending.forEach(Scheduler.Handle::stop);
    }
  }
}
