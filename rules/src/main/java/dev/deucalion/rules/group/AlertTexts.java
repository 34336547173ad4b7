package dev.deucalion.rules.group;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.promql.engine.QueryValue.Sample;
import dev.deucalion.rules.alert.AlertSeries;
import dev.deucalion.rules.alert.Observation;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.SortedTexts;
import dev.deucalion.rules.template.TemplateData;
import dev.deucalion.rules.template.TemplateException;
import dev.deucalion.rules.template.TemplateExpander;
import dev.deucalion.rules.template.TemplateExpander.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills in the labels and annotations of the alerts of one rule. */
final class AlertTexts {
  private static final Logger LOG = LoggerFactory.getLogger(AlertTexts.class);

  private final String alert;
  private final String externalUrl;
  private final Map<String, Template> labels;
  private final Map<String, Template> annotations;

  AlertTexts(TemplateExpander expander, AlertingRuleOptions rule, String externalUrl) {
    this.alert = rule.name();
    this.externalUrl = externalUrl;
    this.labels = parse(expander, rule.name(), rule.labels());
    this.annotations = parse(expander, rule.name(), rule.annotations());
  }

  /** A text that is no template says so where it is filled in. */
  private static Map<String, Template> parse(
      TemplateExpander expander, String alert, SortedMap<String, String> texts) {
    Map<String, Template> templates = new LinkedHashMap<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Template template;
      try {
        template = expander.parse(alert, text.getValue());
      } catch (TemplateException e) {
        template =
            (data, timeMs) -> {
              throw e;
            };
      }
      templates.put(text.getKey(), template);
    }
    return templates;
  }

  /** The alert that a result stands for. */
  Observation observe(Sample result, Labels externalLabels, long timeMs) {
    TemplateData data =
        new TemplateData(
            result.labels(), externalLabels, externalUrl, result.value(), result.histogram());
    LabelsBuilder known = result.labels().withoutMetricName().toBuilder();
    for (Map.Entry<String, Template> label : labels.entrySet()) {
      known.set(label.getKey(), expand(label.getValue(), data, timeMs));
    }
    known.set(AlertSeries.ALERT_NAME, alert);
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Template> annotation : annotations.entrySet()) {
      texts.put(annotation.getKey(), expand(annotation.getValue(), data, timeMs));
    }
    return new Observation(known.build(), SortedTexts.copyOf(texts), result.value());
  }

  private String expand(Template template, TemplateData data, long timeMs) {
    try {
      return template.expand(data, timeMs);
    } catch (TemplateException e) {
      LOG.atWarn()
          .addKeyValue("alert", alert)
          .addKeyValue("err", e.getMessage())
          .addKeyValue("labels", data.labels())
          .log("Expanding alert template failed");
      return "<error expanding template: " + e.getMessage() + ">";
    }
  }
}
