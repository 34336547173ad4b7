package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryResult;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.storage.Queryable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code /query}, {@code /query_range}, {@code /format_query} and {@code /parse_query}. */
public final class QueryEndpoints {
  private final QueryEngine engine;
  private final Queryable storage;
  private final QueryLanguage language;
  private final Evaluations evaluations;
  private final QueryRequests requests;

  public QueryEndpoints(
      QueryEngine engine,
      Queryable storage,
      QueryLanguage language,
      Evaluations evaluations,
      QueryRequests requests) {
    this.engine = engine;
    this.storage = storage;
    this.language = language;
    this.evaluations = evaluations;
    this.requests = requests;
  }

  public ApiResult query(Exchange exchange) {
    Request request = exchange.request();
    int limit = ApiParameters.limit(request);
    InstantQuery query = requests.instant(exchange);
    QueryResult result = evaluate(exchange, () -> engine.instant(storage, query));
    return answer(request, result, limit);
  }

  public ApiResult queryRange(Exchange exchange) {
    Request request = exchange.request();
    int limit = ApiParameters.limit(request);
    RangeQuery query = requests.range(exchange);
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

  private QueryResult evaluate(Exchange exchange, Callable<QueryResult> task) {
    try {
      return evaluations.run(exchange, task);
    } catch (ParseException e) {
      throw ApiException.badParameter("query", String.valueOf(e.getMessage()));
    } catch (QueryException e) {
      throw ApiErrors.of(e);
    }
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
