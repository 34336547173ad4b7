package dev.deucalion.benchmarks.tsdb.index;

import dev.deucalion.benchmarks.data.ClusterSeries;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import java.util.List;

/** What dashboards ask for, by the work that it makes. */
public enum Selection {
  /** Two large sets. */
  EQUAL(
      Matcher.equal(LabelNames.METRIC_NAME, "http_request_duration_seconds_bucket"),
      Matcher.equal("namespace", "team-3")),

  /** One pod. */
  EQUAL_RARE(Matcher.equal("instance", "10.0.0.7:8080"), Matcher.equal("code", "500")),

  /** A regular expression that stands for three strings. */
  REGEX_SET(
      Matcher.equal(LabelNames.METRIC_NAME, "http_requests_total"),
      Matcher.of(MatchType.REGEX, "namespace", "team-1|team-3|team-5")),

  /** A regular expression that runs over all names of pods. */
  REGEX_PREFIX(
      Matcher.equal(LabelNames.METRIC_NAME, "http_requests_total"),
      Matcher.of(MatchType.REGEX, "pod", "pod-12.*")),

  /** Two series, told from others by two values that many have. */
  REGEX_SET_OF_FEW(
      Matcher.equal("pod", pod(7)),
      Matcher.equal("method", "GET"),
      Matcher.of(MatchType.REGEX, "code", "500|503")),

  /** The same two by a regular expression that runs over all values. */
  REGEX_OF_FEW(
      Matcher.equal("pod", pod(7)),
      Matcher.equal("method", "GET"),
      Matcher.of(MatchType.REGEX, "code", "5..")),

  /** What is left without some. */
  NOT_EQUAL(
      Matcher.equal(LabelNames.METRIC_NAME, "http_requests_total"),
      Matcher.of(MatchType.NOT_EQUAL, "code", "200"));

  /** An unmodifiable list of immutable values. */
  @SuppressWarnings("ImmutableEnumChecker")
  final List<Matcher> matchers;

  Selection(Matcher... matchers) {
    this.matchers = List.of(matchers);
  }

  private static String pod(int number) {
    return ClusterSeries.labels(number * ClusterSeries.SERIES_PER_POD).get("pod");
  }
}
