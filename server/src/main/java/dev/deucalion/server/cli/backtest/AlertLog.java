package dev.deucalion.server.cli.backtest;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.alert.ActiveAlert;
import dev.deucalion.rules.alert.AlertState;
import dev.deucalion.rules.group.RuleSnapshot;
import java.io.PrintStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Prints what becomes of the alerts of one rule. Not thread-safe. */
final class AlertLog {
  private final PrintStream out;
  private Map<Labels, AlertState> before = new HashMap<>();

  AlertLog(PrintStream out) {
    this.out = out;
  }

  /** Prints a line for each alert whose state is another than it was. */
  void print(long timeMs, RuleSnapshot rule) {
    Map<Labels, AlertState> now = new TreeMap<>();
    for (ActiveAlert alert : rule.alerts().all()) {
      now.put(alert.labels(), alert.state());
    }
    Set<Labels> gone = new HashSet<>(before.keySet());
    now.forEach((labels, state) -> {
      gone.remove(labels);
      AlertState known = before.getOrDefault(labels, AlertState.INACTIVE);
      if (state != known) {
        print(timeMs, labels, state, known);
      }
    });
    for (Labels labels : gone) {
      AlertState known = before.getOrDefault(labels, AlertState.INACTIVE);
      if (known != AlertState.INACTIVE) {
        print(timeMs, labels, AlertState.INACTIVE, known);
      }
    }
    before = now;
  }

  private void print(long timeMs, Labels labels, AlertState state, AlertState known) {
    String what =
        switch (state) {
          case PENDING -> "pending";
          case FIRING -> "firing";
          case INACTIVE -> known == AlertState.FIRING ? "resolved" : "inactive";
        };
    out.println(Instant.ofEpochMilli(timeMs) + " " + what + " " + labels);
  }
}
