package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.stats.DurationRecorder;
import java.util.concurrent.Semaphore;

/** What all groups of a manager share. Safe for many threads. */
final class RuleContext {
  private final RuleSurroundings surroundings;
  private final RuleManagerOptions options;
  private final Semaphore spareThreads;
  private final DurationRecorder ruleDurations;
  private final DurationRecorder groupDurations;
  private volatile Labels externalLabels = Labels.EMPTY;

  RuleContext(RuleSurroundings surroundings, RuleManagerOptions options) {
    this.surroundings = surroundings;
    this.options = options;
    this.spareThreads = new Semaphore(options.maxConcurrentRules());
    this.ruleDurations = new DurationRecorder(surroundings.nanoTime());
    this.groupDurations = new DurationRecorder(surroundings.nanoTime());
  }

  RuleSurroundings surroundings() {
    return surroundings;
  }

  RuleManagerOptions options() {
    return options;
  }

  /** One permit for each rule that may be evaluated on a thread of its own. */
  Semaphore spareThreads() {
    return spareThreads;
  }

  /** How long evaluations of rules took. */
  DurationRecorder ruleDurations() {
    return ruleDurations;
  }

  /** How long evaluations of groups took. */
  DurationRecorder groupDurations() {
    return groupDurations;
  }

  Labels externalLabels() {
    return externalLabels;
  }

  void setExternalLabels(Labels labels) {
    externalLabels = labels;
  }

  long nowMs() {
    return surroundings.clock().nowMs();
  }

  long nanos() {
    return surroundings.nanoTime().getAsLong();
  }
}
