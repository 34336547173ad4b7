package dev.deucalion.server.cli.unittest;

import dev.deucalion.rules.alert.ActiveAlert;
import dev.deucalion.rules.alert.AlertState;
import dev.deucalion.rules.group.RuleSnapshot;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.server.cli.unittest.TestFile.AlertCase;
import dev.deucalion.server.units.PromDuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compares the alerts that fire with those that a test expects, evaluation by evaluation. */
final class AlertChecks {
  private static final String INDENT = " ".repeat(12);

  private final TestFile.Test test;
  private final long intervalMs;
  private final boolean diff;

  /** What was not looked at yet, by time. */
  private final List<AlertCase> due;

  /**
   * @param intervalMs between evaluations
   * @param diff whether differences are shown in colours
   */
  AlertChecks(TestFile.Test test, long intervalMs, boolean diff) {
    this.test = test;
    this.intervalMs = intervalMs;
    this.diff = diff;
    this.due =
        new ArrayList<>(
            test.alerts().stream().sorted(Comparator.comparingLong(AlertCase::offsetMs)).toList());
  }

  /** Why the test cannot be run; empty where it can. */
  String problem() {
    for (AlertCase alert : test.alerts()) {
      if (alert.name().isEmpty()) {
        return "an item under alert_rule_test misses required attribute alertname at eval_time "
            + PromDuration.format(alert.offsetMs())
            + (test.name().isEmpty() ? "" : " (in TestGroup " + test.name() + ")");
      }
    }
    return "";
  }

  /**
   * What is not as expected after an evaluation. It counts for all times until the next one.
   *
   * @param offsetMs of the evaluation since the start of the test
   * @param rules all, as they are after it
   */
  List<CaseError> check(long offsetMs, List<RuleSnapshot> rules) {
    List<CaseError> errors = new ArrayList<>();
    while (!due.isEmpty() && due.getFirst().offsetMs() < offsetMs + intervalMs) {
      AlertCase expected = due.removeFirst();
      List<LabelledAlert> wanted =
          expected.alerts().stream()
              .map(alert -> LabelledAlert.of(alert, expected.name()))
              .sorted(LabelledAlert.ORDER)
              .toList();
      List<LabelledAlert> firing = firing(expected.name(), rules);
      if (!wanted.equals(firing)) {
        errors.add(new CaseError(expected, describe(expected, wanted, firing)));
      }
    }
    return errors;
  }

  private static List<LabelledAlert> firing(String name, List<RuleSnapshot> rules) {
    List<LabelledAlert> firing = new ArrayList<>();
    for (RuleSnapshot rule : rules) {
      if (rule.options() instanceof AlertingRuleOptions && rule.options().name().equals(name)) {
        for (ActiveAlert alert : rule.alerts().active()) {
          if (alert.state() == AlertState.FIRING) {
            firing.add(LabelledAlert.of(alert));
          }
        }
      }
    }
    firing.sort(LabelledAlert.ORDER);
    return firing;
  }

  private String describe(
      AlertCase expected, List<LabelledAlert> wanted, List<LabelledAlert> firing) {
    String place =
        (test.name().isEmpty() ? "" : "    name: " + test.name() + ",\n")
            + "    alertname: "
            + expected.name()
            + ", time: "
            + PromDuration.format(expected.offsetMs())
            + ", ";
    if (diff) {
      return place + "\n        diff: " + AlertDiff.of(wanted, firing).replace("\n", "\n" + INDENT);
    }
    return place
        + "\n        exp:"
        + LabelledAlert.describe(wanted, INDENT)
        + ", \n        got:"
        + LabelledAlert.describe(firing, INDENT);
  }
}
