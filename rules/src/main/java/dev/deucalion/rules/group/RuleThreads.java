package dev.deucalion.rules.group;

import dev.deucalion.model.time.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Evaluates the rules of a group, those of a batch beside each other as far as all groups together
 * have spare threads; the others on the thread of the group.
 */
final class RuleThreads {
  private final Semaphore spare;
  private final List<List<RuleWork>> batches;

  /**
   * @param spare one permit for each rule that may have a thread of its own
   * @param batches rules that do not need each other, in the order of the batches
   */
  RuleThreads(Semaphore spare, List<List<RuleWork>> batches) {
    this.spare = spare;
    this.batches = batches;
  }

  /**
   * Evaluates all rules.
   *
   * @param stopping asked before each rule, whether the rest is to be left out
   * @return the number of results, -1 when rules were left out
   */
  int run(long timeMs, BooleanSupplier stopping) {
    AtomicInteger samples = new AtomicInteger();
    for (List<RuleWork> batch : batches) {
      if (!run(batch, timeMs, stopping, samples)) {
        return -1;
      }
    }
    return samples.get();
  }

  private boolean run(
      List<RuleWork> batch, long timeMs, BooleanSupplier stopping, AtomicInteger samples) {
    List<Thread> others = new ArrayList<>();
    try {
      for (RuleWork rule : batch) {
        if (stopping.getAsBoolean()) {
          return false;
        }
        if (batch.size() > 1 && spare.tryAcquire()) {
          others.add(start(rule, timeMs, samples));
        } else {
          samples.addAndGet(rule.run(timeMs));
        }
      }
      return true;
    } finally {
      others.forEach(Waiting::untilEnded);
    }
  }

  /** Runs a rule in a thread that gives a permit back at its end. */
  private Thread start(RuleWork rule, long timeMs, AtomicInteger samples) {
    boolean started = false;
    try {
      Thread thread =
          Thread.ofVirtual()
              .name("rule " + rule.rule().name())
              .start(() -> {
                try {
                  samples.addAndGet(rule.run(timeMs));
                } finally {
                  spare.release();
                }
              });
      started = true;
      return thread;
    } finally {
      if (!started) { // for want of memory
        spare.release();
      }
    }
  }
}
