package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.QueryResult;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.engine.ResultHold;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.storage.Queryable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code /query}, {@code /query_range}, {@code /format_query} and {@code /parse_query}. */
public final class QueryEndpoints {
  /** Most steps of a range query, less one. */
  private static final long MAX_STEPS = 11_000;

  private final Clock clock;
  private final QueryEngine engine;
  private final Queryable storage;
  private final QueryLanguage language;
  private final Evaluations evaluations;

  public QueryEndpoints(
      Clock clock,
      QueryEngine engine,
      Queryable storage,
      QueryLanguage language,
      Evaluations evaluations) {
    this.clock = clock;
    this.engine = engine;
    this.storage = storage;
    this.language = language;
    this.evaluations = evaluations;
  }

  public ApiResult query(Exchange exchange) {
    Request request = exchange.request();
    int limit = ApiParameters.limit(request);
    long timeMs = ApiParameters.timeMs(request, "time", clock.nowMs());
    QueryOptions options = options(exchange);
    InstantQuery query = new InstantQuery(request.parameter("query"), timeMs, options);
    QueryResult result = evaluate(exchange, () -> engine.instant(storage, query));
    return answer(request, result, limit);
  }

  public ApiResult queryRange(Exchange exchange) {
    Request request = exchange.request();
    int limit = ApiParameters.limit(request);
    long startMs = ApiParameters.requiredTimeMs(request, "start");
    long endMs = ApiParameters.requiredTimeMs(request, "end");
    if (endMs < startMs) {
      throw ApiException.badParameter("end", "end timestamp must not be before start time");
    }
    long stepNanos = ApiParameters.requiredDurationNanos(request, "step");
    if (stepNanos <= 0) {
      throw ApiException.badParameter(
          "step",
          "zero or negative query resolution step widths are not accepted. Try a positive integer");
    }
    if (countSteps(startMs, endMs, stepNanos) > MAX_STEPS) {
      throw ApiException.badData(
          "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query"
              + " resolution (?step=XX)");
    }
    QueryOptions options = options(exchange);
    RangeQuery query =
        new RangeQuery(
            request.parameter("query"), startMs, endMs, ApiParameters.ceilMs(stepNanos), options);
    QueryResult result = evaluate(exchange, () -> engine.range(storage, query));
    return answer(request, result, limit);
  }

  public ApiResult formatQuery(Exchange exchange) {
    try {
      String formatted = language.format(exchange.request().parameter("query"));
      return ApiResult.of(out -> out.string(formatted));
    } catch (ParseException e) {
      throw ApiException.badParameter("query", String.valueOf(e.getMessage()));
    }
  }

  public ApiResult parseQuery(Exchange exchange) {
    try {
      Expr expr = language.parse(exchange.request().parameter("query"));
      return ApiResult.of(out -> ExprJson.write(out, expr));
    } catch (ParseException e) {
      throw ApiException.badParameter("query", String.valueOf(e.getMessage()));
    }
  }

  private QueryOptions options(Exchange exchange) {
    Request request = exchange.request();
    long timeoutMs = 0;
    if (!request.parameter("timeout").isEmpty()) {
      long nanos = ApiParameters.requiredDurationNanos(request, "timeout");
      if (nanos <= 0) {
        formatQueryOrRefuse(request);
        throw new ApiException(ErrorType.TIMEOUT, "query timed out in query execution");
      }
      timeoutMs = ApiParameters.ceilMs(nanos);
    }
    long lookbackMs = 0;
    String lookback = request.parameter("lookback_delta");
    if (!lookback.isEmpty()) {
      try {
        lookbackMs = Math.max(0, ApiParameters.ceilMs(TimeText.parseDurationNanos(lookback)));
      } catch (IllegalArgumentException e) {
        throw ApiException.badData("error parsing lookback delta duration: " + e.getMessage());
      }
    }
    QueryOrigin origin = QueryOrigin.http(exchange.clientIp(), request.method(), request.path());
    ResultHold hold = new ResultHold();
    exchange.onEnd((status, bytes) -> hold.close());
    return new QueryOptions(
        lookbackMs, timeoutMs, origin, request.parameter("stats").equals("all"), hold);
  }

  /** A query whose time is over before it starts is still refused first when it is malformed. */
  private void formatQueryOrRefuse(Request request) {
    try {
      language.format(request.parameter("query"));
    } catch (ParseException e) {
      throw ApiException.badParameter("query", String.valueOf(e.getMessage()));
    }
  }

  private QueryResult evaluate(Exchange exchange, Callable<QueryResult> task) {
    try {
      return evaluations.run(exchange, task);
    } catch (ParseException e) {
      throw ApiException.badParameter("query", String.valueOf(e.getMessage()));
    } catch (QueryException e) {
      throw ApiErrors.of(e);
    }
  }

  private static long countSteps(long startMs, long endMs, long stepNanos) {
    double rangeNanos = ((double) endMs - startMs) * 1e6;
    return rangeNanos < Long.MAX_VALUE
        ? (endMs - startMs) * 1_000_000L / stepNanos
        : Long.MAX_VALUE / stepNanos;
  }

  private static ApiResult answer(Request request, QueryResult result, int limit) {
    List<String> warnings = new ArrayList<>(result.warnings());
    boolean truncated = limit > 0 && seriesCount(result.value()) > limit;
    QueryValue value = truncated ? firstSeries(result.value(), limit) : result.value();
    if (truncated) {
      warnings.add(ApiResult.TRUNCATED);
    }
    String stats = request.parameter("stats");
    if (!stats.isEmpty() && !stats.equals("true") && !stats.equals("all")) {
      warnings.add(
          "value "
              + GoQuote.quote(stats)
              + " for parameter \"stats\" is deprecated and will be rejected in the next major"
              + " release, use \"true\" or \"all\"");
    }
    return new ApiResult(
        out -> {
          out.beginObject();
          QueryValues.write(out, value);
          if (!stats.isEmpty()) {
            QueryStatistics.write(out, result.stats());
          }
          out.endObject();
        },
        warnings,
        result.infos());
  }

  private static int seriesCount(QueryValue value) {
    return switch (value) {
      case QueryValue.Vector vector -> vector.samples().size();
      case QueryValue.Matrix matrix -> matrix.series().size();
      case QueryValue.Scalar _, QueryValue.Str _ -> 1;
    };
  }

  private static QueryValue firstSeries(QueryValue value, int count) {
    return switch (value) {
      case QueryValue.Vector vector -> new QueryValue.Vector(vector.samples().subList(0, count));
      case QueryValue.Matrix matrix -> new QueryValue.Matrix(matrix.series().subList(0, count));
      case QueryValue.Scalar scalar -> scalar;
      case QueryValue.Str str -> str;
    };
  }
}
