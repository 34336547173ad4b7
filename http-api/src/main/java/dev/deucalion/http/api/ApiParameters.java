package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.parser.ParseException;
import java.util.ArrayList;
import java.util.List;

/** Reads the parameters that many endpoints share. */
final class ApiParameters {
  private static final long NANOS_PER_MS = 1_000_000L;

  private ApiParameters() {}

  /** Most entries of an answer, 0 for all. */
  static int limit(Request request) {
    String text = request.parameter("limit");
    if (text.isEmpty()) {
      return 0;
    }
    try {
      long limit = GoNumbers.atoi(text);
      if (limit < 0) {
        throw ApiException.badParameter("limit", "limit must be non-negative");
      }
      return (int) Math.min(limit, Integer.MAX_VALUE);
    } catch (NumberFormatException e) {
      throw ApiException.badParameter("limit", String.valueOf(e.getMessage()));
    }
  }

  /** Limit to ask a store for, one more than wanted, so that it shows whether there is more. */
  static int limitToAsk(int limit) {
    return limit > 0 && limit < Integer.MAX_VALUE ? limit + 1 : limit;
  }

  /** A time that may be missing, in milliseconds since the epoch. */
  static long timeMs(Request request, String name, long whenMissing) {
    String text = request.parameter(name);
    if (text.isEmpty()) {
      return whenMissing;
    }
    try {
      return TimeText.parseTimeMs(text);
    } catch (IllegalArgumentException e) {
      throw ApiException.badParameter(
          name, "invalid time value for '" + name + "': " + e.getMessage());
    }
  }

  /** A time that must be there, in milliseconds since the epoch. */
  static long requiredTimeMs(Request request, String name) {
    try {
      return TimeText.parseTimeMs(request.parameter(name));
    } catch (IllegalArgumentException e) {
      throw ApiException.badParameter(name, String.valueOf(e.getMessage()));
    }
  }

  /** A duration that must be there, in nanoseconds. */
  static long requiredDurationNanos(Request request, String name) {
    try {
      return TimeText.parseDurationNanos(request.parameter(name));
    } catch (IllegalArgumentException e) {
      throw ApiException.badParameter(name, String.valueOf(e.getMessage()));
    }
  }

  /** The duration in milliseconds; what is shorter than one counts as one. */
  static long ceilMs(long nanos) {
    return nanos > 0 && nanos < NANOS_PER_MS ? 1 : nanos / NANOS_PER_MS;
  }

  /**
   * Reads selectors, each of which must have a matcher that the empty value does not match.
   *
   * @throws ParseException when a text is no selector
   * @throws IllegalArgumentException when a selector would match any series
   */
  static List<List<Matcher>> selectors(QueryLanguage language, List<String> texts) {
    List<List<Matcher>> selectors = new ArrayList<>(texts.size());
    for (String text : texts) {
      selectors.add(language.selector(text));
    }
    for (List<Matcher> selector : selectors) {
      if (selector.stream().allMatch(Matcher::matchesEmpty)) {
        throw new IllegalArgumentException("match[] must contain at least one non-empty matcher");
      }
    }
    return selectors;
  }

  /** Refuses a request whose parameters could not all be read. */
  static void requireReadable(Request request) {
    String error = request.form().error();
    if (error != null) {
      throw ApiException.badData("error parsing form values: " + error);
    }
  }
}
