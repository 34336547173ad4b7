package dev.deucalion.testing;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.testing.rule.RuleBook.OnFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What an embedded Prometheus is started with.
 *
 * @param start what its clock shows at first
 * @param scrapeInterval from scrape to scrape of a target that says no other
 * @param evaluationInterval from evaluation to evaluation of a group that says no other
 * @param externalLabels set on what goes to others; templates see them
 * @param externalUrl where links in alerts lead, without a slash at the end
 * @param alertRelabeling {@code alert_relabel_configs}
 * @param language what PromQL has
 * @param onRuleFailure what becomes of rules that cannot be evaluated
 */
public record EmbeddedOptions(
    Instant start,
    Duration scrapeInterval,
    Duration evaluationInterval,
    Labels externalLabels,
    String externalUrl,
    List<RelabelRule> alertRelabeling,
    ParserOptions language,
    OnFailure onRuleFailure) {
  /** Parsing the date would take several milliseconds of a first use. */
  private static final long START_OF_2026_SECONDS = 1_767_225_600;

  /**
   * Begins with the year 2026, scrapes and evaluates every 15 seconds, takes the stable language,
   * and a rule that fails fails the test.
   */
  public static final EmbeddedOptions DEFAULTS =
      new EmbeddedOptions(
          Instant.ofEpochSecond(START_OF_2026_SECONDS),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Labels.EMPTY,
          "http://localhost:9090",
          List.of(),
          ParserOptions.DEFAULTS,
          OnFailure.THROW);

  /** Copies the list. */
  public EmbeddedOptions {
    alertRelabeling = List.copyOf(alertRelabeling);
  }

  /** These options with another start. */
  public EmbeddedOptions startingAt(Instant time) {
    return new EmbeddedOptions(
        time,
        scrapeInterval,
        evaluationInterval,
        externalLabels,
        externalUrl,
        alertRelabeling,
        language,
        onRuleFailure);
  }

  /** These options with another interval of scrapes. */
  public EmbeddedOptions scrapingEvery(Duration interval) {
    return new EmbeddedOptions(
        start,
        interval,
        evaluationInterval,
        externalLabels,
        externalUrl,
        alertRelabeling,
        language,
        onRuleFailure);
  }

  /** These options with another interval of rules. */
  public EmbeddedOptions evaluatingEvery(Duration interval) {
    return new EmbeddedOptions(
        start,
        scrapeInterval,
        interval,
        externalLabels,
        externalUrl,
        alertRelabeling,
        language,
        onRuleFailure);
  }

  /** These options with other external labels. */
  public EmbeddedOptions withExternalLabels(Map<String, String> labels) {
    return new EmbeddedOptions(
        start,
        scrapeInterval,
        evaluationInterval,
        Labels.of(labels),
        externalUrl,
        alertRelabeling,
        language,
        onRuleFailure);
  }

  /** These options with another address for links. */
  public EmbeddedOptions withExternalUrl(String url) {
    return new EmbeddedOptions(
        start,
        scrapeInterval,
        evaluationInterval,
        externalLabels,
        url,
        alertRelabeling,
        language,
        onRuleFailure);
  }

  /** These options with other rules of relabeling for alerts. */
  public EmbeddedOptions withAlertRelabeling(List<RelabelRule> rules) {
    return new EmbeddedOptions(
        start,
        scrapeInterval,
        evaluationInterval,
        externalLabels,
        externalUrl,
        rules,
        language,
        onRuleFailure);
  }

  /** These options with another language. */
  public EmbeddedOptions withLanguage(ParserOptions options) {
    return new EmbeddedOptions(
        start,
        scrapeInterval,
        evaluationInterval,
        externalLabels,
        externalUrl,
        alertRelabeling,
        options,
        onRuleFailure);
  }

  /** These options with another fate of rules that fail. */
  public EmbeddedOptions onRuleFailure(OnFailure fate) {
    return new EmbeddedOptions(
        start,
        scrapeInterval,
        evaluationInterval,
        externalLabels,
        externalUrl,
        alertRelabeling,
        language,
        fate);
  }
}
