package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Parameters;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.rules.group.RuleSnapshot;
import dev.deucalion.rules.options.AlertingRuleOptions;
import dev.deucalion.rules.options.RecordingRuleOptions;
import dev.deucalion.rules.options.RuleGroupOptions;
import dev.deucalion.rules.options.RuleOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which rules a request asks for.
 *
 * @param type {@code alert}, {@code record}, or empty for both
 * @param ruleNames none for all
 * @param groupNames none for all
 * @param files none for all
 * @param selectors of which the labels of a rule must match one; none for all
 */
record RuleFilter(
    String type,
    Set<String> ruleNames,
    Set<String> groupNames,
    Set<String> files,
    List<List<Matcher>> selectors) {
  private static final String ALERT = "alert";
  private static final String RECORD = "record";

  static RuleFilter of(Request request, QueryLanguage language) {
    Parameters form = request.form();
    List<List<Matcher>> selectors;
    try {
      selectors = ApiParameters.selectors(language, form.all("match[]"));
    } catch (ParseException | IllegalArgumentException e) {
      throw ApiException.badData(String.valueOf(e.getMessage()));
    }
    String type = request.query().first("type").toLowerCase(Locale.ROOT);
    if (!type.isEmpty() && !type.equals(ALERT) && !type.equals(RECORD)) {
      throw ApiException.badParameter("type", "not supported value " + GoQuote.quote(type));
    }
    return new RuleFilter(
        type,
        new HashSet<>(form.all("rule_name[]")),
        new HashSet<>(form.all("rule_group[]")),
        new HashSet<>(form.all("file[]")),
        selectors);
  }

  boolean wants(RuleGroupOptions group) {
    return (groupNames.isEmpty() || groupNames.contains(group.name()))
        && (files.isEmpty() || files.contains(group.file()));
  }

  boolean wants(RuleSnapshot rule) {
    RuleOptions options = rule.options();
    boolean rightType =
        switch (options) {
          case AlertingRuleOptions _ -> !type.equals(RECORD);
          case RecordingRuleOptions _ -> !type.equals(ALERT);
        };
    return rightType
        && (ruleNames.isEmpty() || ruleNames.contains(options.name()))
        && (selectors.isEmpty() || selectors.stream().anyMatch(s -> matches(s, options)));
  }

  private static boolean matches(List<Matcher> selector, RuleOptions rule) {
    return selector.stream()
        .allMatch(matcher -> matcher.matches(rule.labels().getOrDefault(matcher.name(), "")));
  }
}
