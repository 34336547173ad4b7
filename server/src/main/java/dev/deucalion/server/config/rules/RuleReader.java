package dev.deucalion.server.config.rules;

import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.RecordingRuleOptions;
import dev.deucalion.rules.options.RuleExpr;
import dev.deucalion.rules.options.RuleOptions;
import dev.deucalion.rules.options.SortedTexts;
import dev.deucalion.rules.template.TemplateException;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads one rule. Used once. */
final class RuleReader {
  private final MapReader in;
  private final RuleFileSettings settings;
  private final Problems problems;
  private final String group;
  private final int number;
  private final Node recordPlace;
  private final Node exprPlace;
  private final String record;
  private final String alert;

  /**
   * @param group name of its group
   * @param number of the rule within the group, from 1
   */
  RuleReader(MapReader in, RuleFileSettings settings, String group, int number) {
    this.in = in;
    this.settings = settings;
    this.problems = in.problems();
    this.group = group;
    this.number = number;
    recordPlace = in.keyNode("record");
    exprPlace = in.keyNode("expr");
    record = in.text("record", "");
    alert = in.text("alert", "");
  }

  /**
   * The rule; empty where it cannot be used, which is then among the problems.
   *
   * @param groupLabels labels of the group by name, which those of the rule take over
   */
  Optional<RuleOptions> read(Map<String, String> groupLabels) {
    if (record.isEmpty() == alert.isEmpty()) {
      problems.at(
          recordPlace,
          place()
              + (record.isEmpty()
                  ? "one of 'record' or 'alert' must be set"
                  : "only one of 'record' and 'alert' must be set"));
    }
    RuleExpr expr = readExpr();
    long holdMs = in.durationMs("for", 0);
    long keepFiringMs = in.durationMs("keep_firing_for", 0);
    RuleTexts texts = new RuleTexts(settings.names(), problems);
    Node labelsPlace = in.keyNode("labels");
    Map<String, String> ownLabels = texts.labels(in, place());
    Node annotationsPlace = in.keyNode("annotations");
    Map<String, String> annotations = texts.annotations(in, place());
    if (!record.isEmpty()) {
      checkRecording(holdMs, keepFiringMs, annotations);
    }
    if (!alert.isEmpty()) {
      checkTemplates("label", ownLabels, labelsPlace);
      checkTemplates("annotation", annotations, annotationsPlace);
    }
    if (expr == null) {
      return Optional.empty();
    }
    Map<String, String> labels = new LinkedHashMap<>(groupLabels);
    labels.putAll(ownLabels);
    return Optional.of(
        alert.isEmpty()
            ? new RecordingRuleOptions(record, expr, SortedTexts.copyOf(labels))
            : new AlertingRuleOptions(
                alert,
                expr,
                holdMs,
                keepFiringMs,
                SortedTexts.copyOf(labels),
                SortedTexts.copyOf(annotations)));
  }

  private @Nullable RuleExpr readExpr() {
    String text = in.text("expr", "");
    if (text.isEmpty()) {
      problems.at(exprPlace, place() + "field 'expr' must be set in rule");
      return null;
    }
    try {
      return RuleExpr.parse(text, settings.language());
    } catch (ParseException e) {
      problems.at(exprPlace, place() + "could not parse expression: " + e.getMessage());
      return null;
    }
  }

  private void checkRecording(long holdMs, long keepFiringMs, Map<String, String> annotations) {
    if (!annotations.isEmpty()) {
      problems.at(recordPlace, place() + "invalid field 'annotations' in recording rule");
    }
    if (holdMs != 0) {
      problems.at(recordPlace, place() + "invalid field 'for' in recording rule");
    }
    if (keepFiringMs != 0) {
      problems.at(recordPlace, place() + "invalid field 'keep_firing_for' in recording rule");
    }
    if (!settings.names().isValidMetricName(record)) {
      problems.at(recordPlace, place() + "invalid recording rule name: " + record);
    }
    if (record.contains("{") || record.contains("}")) {
      problems.at(
          recordPlace,
          place() + "braces present in the recording rule name; should it be in expr?: " + record);
    }
  }

  private void checkTemplates(String what, Map<String, String> texts, Node where) {
    texts.forEach((name, text) -> {
      try {
        settings.templates().parse(alert, text);
      } catch (TemplateException e) {
        problems.at(where, place() + what + " " + MapReader.quote(name) + ": " + e.getMessage());
      }
    });
  }

  /** Which rule a message is about. */
  private String place() {
    String name = alert.isEmpty() ? record : alert;
    return "group "
        + MapReader.quote(group)
        + ", rule "
        + number
        + ", "
        + MapReader.quote(name)
        + ": ";
  }
}
