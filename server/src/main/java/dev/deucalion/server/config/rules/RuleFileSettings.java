package dev.deucalion.server.config.rules;

import dev.deucalion.model.labels.NameValidation;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.rules.template.TemplateExpander;

/**
 * What rule files are read by.
 *
 * @param language what PromQL has
 * @param templates checks the texts of alerts
 * @param names which names of labels and metrics are allowed
 * @param unknownFields what becomes of fields that rule files do not have
 */
public record RuleFileSettings(
    ParserOptions language,
    TemplateExpander templates,
    NameValidation names,
    UnknownFields unknownFields) {
  /** What becomes of fields that nobody knows. */
  public enum UnknownFields {
    REFUSED,
    IGNORED
  }

  /** Settings by which unknown fields are refused. */
  public RuleFileSettings(
      ParserOptions language, TemplateExpander templates, NameValidation names) {
    this(language, templates, names, UnknownFields.REFUSED);
  }
}
