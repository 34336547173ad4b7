package dev.deucalion.http.api;

import dev.deucalion.http.editor.Completer;
import dev.deucalion.http.editor.Completion;
import dev.deucalion.http.editor.LanguageWords;
import dev.deucalion.http.editor.TimeRange;
import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.MatchType;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.Selectors;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.complete.CompletionPoint;
import dev.deucalion.promql.parser.ParseException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * {@code /editor/complete}, {@code /editor/check} and {@code /editor/words}: what an editor of
 * queries asks at each key. Prometheus has none of them; its page has a grammar of its own.
 * Positions count as JavaScript counts the characters of a string, from 0.
 */
public final class EditorEndpoints {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 1000;

  /** Longer ones would keep the parser busy at each key. */
  private static final int MAX_QUERY_LENGTH = 20_000;

  private static final long DEFAULT_RANGE_MS = 3_600_000;

  /** How many selectors of a query are looked up. */
  private static final int MAX_LOOKUPS = 20;

  private final Clock clock;
  private final QueryLanguage language;
  private final Completer completer;
  private final Evaluations evaluations;

  public EditorEndpoints(
      Clock clock, QueryLanguage language, Completer completer, Evaluations evaluations) {
    this.clock = clock;
    this.language = language;
    this.completer = completer;
    this.evaluations = evaluations;
  }

  /** What fits at a cursor of a query that need not be a whole one. */
  public ApiResult complete(Exchange exchange) {
    Request request = exchange.request();
    String query = query(request);
    int cursor = cursor(request, query);
    int limit = Math.min(ApiParameters.limit(request), MAX_LIMIT);
    TimeRange range = range(request);
    CompletionPoint point = language.completionAt(query, cursor);
    List<Completion> found =
        evaluate(
            exchange, () -> completer.complete(point, range, limit == 0 ? DEFAULT_LIMIT : limit));
    return ApiResult.of(out -> {
      out.beginObject();
      out.field("from", point.span().from());
      out.field("to", point.span().to());
      out.field("context", context(point));
      out.name("items");
      write(out, found);
      out.endObject();
    });
  }

  /** Whether a query is one, and if not, why and where. */
  public ApiResult check(Exchange exchange) {
    Request request = exchange.request();
    String query = query(request);
    TimeRange range = range(request);
    Expr expr;
    try {
      expr = language.parse(query);
    } catch (ParseException e) {
      QueryOffsets.Range at = new QueryOffsets(query).of(e.position());
      return ApiResult.of(out -> {
        out.beginObject();
        out.name("error");
        problem(out, at, String.valueOf(e.getMessage()));
        out.name("hints");
        out.strings(List.of());
        out.endObject();
      });
    }
    List<VectorSelector> unknown =
        evaluate(
            exchange,
            () ->
                Selectors.in(expr).stream()
                    .limit(MAX_LOOKUPS)
                    .filter(selector -> hasUnknownName(selector, range))
                    .toList());
    QueryOffsets offsets = new QueryOffsets(query);
    return ApiResult.of(out -> {
      out.beginObject();
      out.field("type", expr.type().apiName());
      out.name("hints");
      out.beginArray();
      for (VectorSelector selector : unknown) {
        problem(
            out, offsets.of(selector.position()), "no series of this name in the range of time");
      }
      out.endArray();
      out.endObject();
    });
  }

  /** Functions, aggregations and words of the grammar. */
  public ApiResult words(Exchange exchange) {
    return ApiResult.of(out -> {
      out.beginObject();
      out.name("callable");
      write(out, LanguageWords.callable(language));
      out.name("grammar");
      write(out, LanguageWords.grammar());
      out.endObject();
    });
  }

  private boolean hasUnknownName(VectorSelector selector, TimeRange range) {
    for (Matcher matcher : selector.matchers()) {
      if (matcher.name().equals(LabelNames.METRIC_NAME) && matcher.type() == MatchType.EQUAL) {
        return !completer.isKnown(matcher, range);
      }
    }
    return false;
  }

  private <T> T evaluate(Exchange exchange, Callable<T> task) {
    try {
      return evaluations.run(exchange, task);
    } catch (QueryException e) {
      throw ApiErrors.of(e);
    }
  }

  private static String query(Request request) {
    String query = request.parameter("query");
    if (query.length() > MAX_QUERY_LENGTH) {
      throw ApiException.badParameter("query", "too long for an editor");
    }
    return query;
  }

  private TimeRange range(Request request) {
    long endMs = ApiParameters.timeMs(request, "end", clock.nowMs());
    long startMs = ApiParameters.timeMs(request, "start", endMs - DEFAULT_RANGE_MS);
    if (endMs < startMs && request.parameter("end").isEmpty()) {
      // The clock of whoever asks is ahead: to it, all that there is lies before the start.
      return new TimeRange(endMs - DEFAULT_RANGE_MS, endMs);
    }
    if (endMs < startMs) {
      throw ApiException.badParameter("end", "end timestamp must not be before start time");
    }
    return new TimeRange(startMs, endMs);
  }

  private static int cursor(Request request, String query) {
    String text = request.parameter("cursor");
    if (text.isEmpty()) {
      return query.length();
    }
    try {
      long cursor = GoNumbers.atoi(text);
      if (cursor >= 0 && cursor <= query.length()) {
        return (int) cursor;
      }
    } catch (NumberFormatException e) {
      // Told below, as for numbers out of range.
    }
    throw ApiException.badParameter("cursor", "must be a place within the query");
  }

  private static String context(CompletionPoint point) {
    return switch (point) {
      case CompletionPoint.Nothing _ -> "nothing";
      case CompletionPoint.Expression _ -> "expression";
      case CompletionPoint.Words _ -> "words";
      case CompletionPoint.Duration _ -> "duration";
      case CompletionPoint.LabelName at -> at.isMatcher() ? "matcher" : "label";
      case CompletionPoint.QuotedName at -> quoted(at.quote(), "name");
      case CompletionPoint.LabelValue at -> quoted(at.quote(), "value");
    };
  }

  private static String quoted(char quote, String what) {
    return switch (quote) {
      case '"' -> what;
      case '`' -> "raw-" + what;
      default -> "single-" + what;
    };
  }

  private static void problem(JsonWriter out, QueryOffsets.Range at, String message)
      throws IOException {
    out.beginObject();
    out.field("from", at.from());
    out.field("to", at.to());
    out.field("message", message);
    out.endObject();
  }

  private static void write(JsonWriter out, List<Completion> completions) throws IOException {
    out.beginArray();
    for (Completion completion : completions) {
      out.beginObject();
      out.field("text", completion.text());
      out.field("kind", completion.kind().text());
      textUnlessEmpty(out, "insert", completion.insert());
      textUnlessEmpty(out, "detail", completion.detail());
      textUnlessEmpty(out, "help", completion.help());
      out.endObject();
    }
    out.endArray();
  }

  private static void textUnlessEmpty(JsonWriter out, String name, String value)
      throws IOException {
    if (!value.isEmpty()) {
      out.field(name, value);
    }
  }
}
