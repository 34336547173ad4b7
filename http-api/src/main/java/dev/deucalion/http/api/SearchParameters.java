package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.search.Hits;
import dev.deucalion.http.search.Terms;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.parser.ParseException;
import java.util.List;

/**
 * What a request to the search API asks for.
 *
 * @param selectors of series whose names count; none for all series
 * @param limit most results; more than 0
 * @param batchSize results in one line of the answer; more than 0
 */
record SearchParameters(
    long minTimeMs,
    long maxTimeMs,
    List<List<Matcher>> selectors,
    Terms terms,
    Hits.Order order,
    boolean includeScore,
    int limit,
    int batchSize) {
  private static final long DEFAULT_RANGE_MS = 3_600_000;
  private static final int DEFAULT_LIMIT = 100;
  private static final int DEFAULT_BATCH_SIZE = 100;
  private static final int MAX_TERMS = 32;
  private static final int MAX_THRESHOLD = 100;

  /**
   * Reads the parameters.
   *
   * @param endpoint its name, for messages
   * @param maxLimit what a request may ask for at most, 0 for any number
   * @param nowMs the time now
   * @throws ApiException when they cannot be read
   */
  static SearchParameters of(
      Request request, QueryLanguage language, String endpoint, int maxLimit, long nowMs) {
    ApiParameters.requireReadable(request);
    long minTimeMs = timeMs(request, "start", nowMs - DEFAULT_RANGE_MS);
    long maxTimeMs = timeMs(request, "end", nowMs);
    if (maxTimeMs < minTimeMs) {
      throw ApiException.badData("end timestamp must not be before start timestamp");
    }
    List<List<Matcher>> selectors = selectors(request, language);
    List<String> terms = request.form().all("search[]");
    if (terms.size() > MAX_TERMS) {
      throw ApiException.badData(
          "too many search[] terms: got " + terms.size() + ", maximum is " + MAX_TERMS);
    }
    int threshold = threshold(request);
    Terms.Algorithm algorithm = algorithm(request);
    boolean caseSensitive = flag(request, "case_sensitive", true);
    boolean includeScore = flag(request, "include_score", false);
    Hits.Order order = order(request, endpoint, !terms.isEmpty());
    return new SearchParameters(
        minTimeMs,
        maxTimeMs,
        selectors,
        new Terms(terms, algorithm, threshold / (double) MAX_THRESHOLD, caseSensitive),
        order,
        includeScore,
        limit(request, maxLimit),
        positive(request, "batch_size", DEFAULT_BATCH_SIZE));
  }

  private static long timeMs(Request request, String name, long fallback) {
    String text = request.parameter(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return TimeText.parseTimeMs(text);
    } catch (IllegalArgumentException e) {
      throw ApiException.badData("invalid time value for '" + name + "': " + e.getMessage());
    }
  }

  private static List<List<Matcher>> selectors(Request request, QueryLanguage language) {
    try {
      return ApiParameters.selectors(language, request.form().all("match[]"));
    } catch (ParseException | IllegalArgumentException e) {
      throw ApiException.badData(String.valueOf(e.getMessage()));
    }
  }

  private static int threshold(Request request) {
    String text = request.parameter("fuzz_threshold");
    if (text.isEmpty()) {
      return 0;
    }
    try {
      long threshold = GoNumbers.atoi(text);
      if (threshold >= 0 && threshold <= MAX_THRESHOLD) {
        return (int) threshold;
      }
    } catch (NumberFormatException e) {
      // Told below, as for numbers out of range.
    }
    throw ApiException.badData(
        "invalid fuzz_threshold " + GoQuote.quote(text) + ": must be 0-" + MAX_THRESHOLD);
  }

  private static Terms.Algorithm algorithm(Request request) {
    String name = request.parameter("fuzz_alg");
    return switch (name) {
      case "", "subsequence" -> Terms.Algorithm.SUBSEQUENCE;
      case "jarowinkler" -> Terms.Algorithm.JARO_WINKLER;
      default ->
          throw ApiException.badData(
              "unsupported fuzz_alg "
                  + GoQuote.quote(name)
                  + ": must be one of [subsequence jarowinkler]");
    };
  }

  /** A truth value. */
  static boolean flag(Request request, String name, boolean fallback) {
    String text = request.parameter(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      return GoNumbers.parseBool(text);
    } catch (NumberFormatException e) {
      throw ApiException.badData(
          "invalid " + name + " " + GoQuote.quote(text) + ": must be boolean");
    }
  }

  private static Hits.Order order(Request request, String endpoint, boolean hasTerms) {
    String by = request.parameter("sort_by");
    String direction = request.parameter("sort_dir");
    if (!direction.isEmpty() && by.isEmpty()) {
      throw ApiException.badData("sort_dir is only valid when sort_by is set");
    }
    if (!direction.isEmpty() && by.equals("score")) {
      throw ApiException.badData("sort_dir is not supported for sort_by=score");
    }
    if (!List.of("", "asc", "dsc").contains(direction)) {
      throw ApiException.badData(
          "invalid sort_dir " + GoQuote.quote(direction) + ": must be \"asc\" or \"dsc\"");
    }
    if (by.equals("score") && !hasTerms) {
      throw ApiException.badData("sort_by=score requires search[] to be set");
    }
    return switch (by) {
      case "score" -> Hits.Order.BEST_FIRST;
      case "", "alpha" -> direction.equals("dsc") ? Hits.Order.DESCENDING : Hits.Order.ASCENDING;
      default ->
          throw ApiException.badData(
              "invalid sort_by "
                  + GoQuote.quote(by)
                  + " for "
                  + endpoint
                  + ": must be \"alpha\" or \"score\"");
    };
  }

  private static int limit(Request request, int maxLimit) {
    int fallback = maxLimit > 0 ? Math.min(DEFAULT_LIMIT, maxLimit) : DEFAULT_LIMIT;
    int limit = positive(request, "limit", fallback);
    if (maxLimit > 0 && limit > maxLimit) {
      throw ApiException.badData(
          "limit "
              + limit
              + " exceeds the configured maximum ("
              + maxLimit
              + ", see --web.search.max-limit)");
    }
    return limit;
  }

  private static int positive(Request request, String name, int fallback) {
    String text = request.parameter(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      long number = GoNumbers.atoi(text);
      if (number > 0) {
        return (int) Math.min(number, Integer.MAX_VALUE - 1);
      }
    } catch (NumberFormatException e) {
      // Told below, as for numbers out of range.
    }
    throw ApiException.badData(
        "invalid " + name + " " + GoQuote.quote(text) + ": must be a positive integer");
  }
}
