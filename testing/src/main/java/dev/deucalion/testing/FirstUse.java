package dev.deucalion.testing;

import dev.deucalion.model.time.Waiting;
import dev.deucalion.testing.alert.AlertAssert;
import dev.deucalion.testing.answer.AnswerAssert;
import dev.deucalion.testing.rule.AlertRule;
import dev.deucalion.testing.rule.RuleGroup;
import dev.deucalion.testing.time.Timeline;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Nearly all that a first use in a JVM takes is loading classes, so they are loaded from both ends
 * at a time: while the thread of the test makes its store and scrapes, one of its own evaluates a
 * query and a rule. It ends by itself within a moment, and before what was used first is closed.
 */
final class FirstUse implements Runnable {
  /** Name of its thread. */
  static final String THREAD = "deucalion-first-use";

  private static @Nullable Thread thread;

  private FirstUse() {}

  /** Begins, unless another use was the first. */
  static synchronized void begin() {
    if (thread == null) {
      thread = new Thread(null, new FirstUse(), THREAD, 0, false);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Waits for the end. */
  static void end() {
    Thread begun = begun();
    if (begun != null) {
      Waiting.untilEnded(begun);
    }
  }

  private static synchronized @Nullable Thread begun() {
    return thread;
  }

  @Override
  public void run() {
    try {
      use();
    } catch (IOException | RuntimeException | LinkageError e) {
      // The test meets it again where it needs the same.
    }
  }

  /** What needs no store comes first, since the test's thread is at that. */
  static void use() throws IOException {
    EmbeddedOptions options = EmbeddedOptions.DEFAULTS;
    RuleGroup group =
        RuleGroup.named("first")
            .alert(AlertRule.named("First", "vector(1) > 0").annotation("text", "{{ $value }}"));
    Timeline timeline = new Timeline(0);
    try (LateStore store = new LateStore()) {
      RulesAndQueries reading = RulesAndQueries.of(options, timeline, store, store);
      reading.rules().add(group.options(options.evaluationInterval()), timeline);
      reading.rules().evaluateAll(0);
      new AnswerAssert(reading.query("sum(ALERTS) > 0", 0)).hasValue(1);
      new AlertAssert("First", Instant.EPOCH, reading.rules().alerts()).isFiring();
    }
  }
}
