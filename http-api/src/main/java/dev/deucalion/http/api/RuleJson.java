package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.rules.alert.ActiveAlert;
import dev.deucalion.rules.group.RuleGroupSnapshot;
import dev.deucalion.rules.group.RuleSnapshot;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.RecordingRuleOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Writes rules and alerts. */
final class RuleJson {
  private static final String NEVER_EVALUATED = "unknown";

  private final JsonWriter out;
  private final boolean withAlerts;

  /**
   * @param withAlerts whether rules are written with their alerts
   */
  RuleJson(JsonWriter out, boolean withAlerts) {
    this.out = out;
    this.withAlerts = withAlerts;
  }

  void write(RuleGroupSnapshot group, List<RuleSnapshot> rules) throws IOException {
    out.beginObject();
    text("name", group.options().name());
    text("file", group.options().file());
    out.name("rules");
    out.beginArray();
    for (RuleSnapshot rule : rules) {
      write(rule);
    }
    out.endArray();
    seconds("interval", group.options().intervalMs(), 1e3);
    out.name("limit");
    out.number(group.options().limit());
    seconds("evaluationTime", group.lastDurationNanos(), 1e9);
    out.name("lastEvaluation");
    out.time(time(group.lastEvaluationMs()));
    out.endObject();
  }

  private void write(RuleSnapshot rule) throws IOException {
    switch (rule.options()) {
      case AlertingRuleOptions alerting -> writeAlerting(rule, alerting);
      case RecordingRuleOptions recording -> writeRecording(rule, recording);
    }
  }

  private void writeAlerting(RuleSnapshot rule, AlertingRuleOptions options) throws IOException {
    out.beginObject();
    text("state", rule.isNew() ? NEVER_EVALUATED : rule.alerts().gravest().text());
    text("name", options.name());
    text("query", options.expr().text());
    seconds("duration", options.holdMs(), 1e3);
    seconds("keepFiringFor", options.keepFiringMs(), 1e3);
    texts("labels", options.labels());
    texts("annotations", options.annotations());
    out.name("alerts");
    if (withAlerts) {
      writeAlerts(rule.alerts().active());
    } else {
      out.nullValue();
    }
    writeStatus(rule, "alerting");
    out.endObject();
  }

  private void writeRecording(RuleSnapshot rule, RecordingRuleOptions options) throws IOException {
    out.beginObject();
    text("name", options.name());
    text("query", options.expr().text());
    texts("labels", options.labels());
    writeStatus(rule, "recording");
    out.endObject();
  }

  private void writeStatus(RuleSnapshot rule, String type) throws IOException {
    text("health", rule.outcome().text());
    if (!rule.lastError().isEmpty()) {
      text("lastError", rule.lastError());
    }
    seconds("evaluationTime", rule.lastDurationNanos(), 1e9);
    out.name("lastEvaluation");
    out.time(time(rule.lastEvaluationMs()));
    text("type", type);
  }

  /** A list of alerts. */
  void writeAlerts(List<ActiveAlert> alerts) throws IOException {
    out.beginArray();
    for (ActiveAlert alert : alerts) {
      write(alert);
    }
    out.endArray();
  }

  private void write(ActiveAlert alert) throws IOException {
    out.beginObject();
    out.name("labels");
    out.labels(alert.labels());
    texts("annotations", alert.annotations());
    text("state", alert.state().text());
    out.name("activeAt");
    out.time(Instant.ofEpochMilli(alert.activeAtMs()));
    if (alert.keepFiringSinceMs() != ActiveAlert.NEVER) {
      out.name("keepFiringSince");
      out.time(Instant.ofEpochMilli(alert.keepFiringSinceMs()));
    }
    out.name("value");
    out.scientific(alert.value());
    out.endObject();
  }

  private static @Nullable Instant time(long timeMs) {
    return timeMs == 0 ? null : Instant.ofEpochMilli(timeMs);
  }

  private void seconds(String name, long value, double unitsPerSecond) throws IOException {
    out.name(name);
    out.number(value / unitsPerSecond);
  }

  private void text(String name, String value) throws IOException {
    out.name(name);
    out.string(value);
  }

  private void texts(String name, SortedMap<String, String> texts) throws IOException {
    out.name(name);
    out.beginObject();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      out.key(text.getKey());
      out.string(text.getValue());
    }
    out.endObject();
  }
}
