package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryResult;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.exec.QueryProfile;
import dev.deucalion.promql.explain.ExplainedPart;
import dev.deucalion.promql.explain.Explanation;
import dev.deucalion.promql.explain.PartSentence;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.storage.Queryable;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * {@code /query_explain}: runs a query and tells what each of its parts did. The parameters are
 * those of {@code /query_range} where there is a {@code start}, else those of {@code /query}. A
 * query that fails is explained as far as it came. The explanation has what is left of the query's
 * time, and as much memory as a query of its own.
 */
public final class ExplainEndpoint {
  private final QueryEngine engine;
  private final Queryable storage;
  private final QueryLanguage language;
  private final Evaluations evaluations;
  private final QueryRequests requests;
  private final long lookbackMs;

  /** What is to be explained, in which words. */
  private record Asked(String query, QueryProfile profile, PartSentence sentences) {}

  /**
   * @param lookbackMs how far instant selectors look back where a query does not say otherwise
   */
  public ExplainEndpoint(
      QueryEngine engine,
      Queryable storage,
      QueryLanguage language,
      Evaluations evaluations,
      QueryRequests requests,
      long lookbackMs) {
    this.engine = engine;
    this.storage = storage;
    this.language = language;
    this.evaluations = evaluations;
    this.requests = requests;
    this.lookbackMs = lookbackMs;
  }

  public ApiResult explain(Exchange exchange) {
    Request request = exchange.request();
    QueryProfile profile = new QueryProfile();
    return request.parameter("start").isEmpty()
        ? instant(exchange, profile)
        : range(exchange, profile);
  }

  private ApiResult instant(Exchange exchange, QueryProfile profile) {
    InstantQuery query = requests.instant(exchange);
    InstantQuery measured =
        new InstantQuery(query.expr(), query.timeMs(), query.options().withProfile(profile));
    return explained(
        exchange,
        asked(query.expr(), query.options(), profile),
        () -> engine.instant(storage, measured));
  }

  private ApiResult range(Exchange exchange, QueryProfile profile) {
    RangeQuery query = requests.range(exchange);
    RangeQuery measured =
        new RangeQuery(
            query.expr(),
            query.startMs(),
            query.endMs(),
            query.stepMs(),
            query.options().withProfile(profile));
    return explained(
        exchange,
        asked(query.expr(), query.options(), profile),
        () -> engine.range(storage, measured));
  }

  private Asked asked(String query, QueryOptions options, QueryProfile profile) {
    long ofQueryMs = options.lookbackMs();
    return new Asked(query, profile, new PartSentence(ofQueryMs > 0 ? ofQueryMs : lookbackMs));
  }

  private ApiResult explained(Exchange exchange, Asked asked, Callable<QueryResult> task) {
    try {
      Expr expr = language.parse(asked.query());
      return evaluations.run(exchange, () -> explained(asked, expr, task));
    } catch (ParseException e) {
      throw ApiException.badParameter("query", String.valueOf(e.getMessage()));
    } catch (QueryException e) {
      throw ApiErrors.of(e);
    }
  }

  private ApiResult explained(Asked asked, Expr expr, Callable<QueryResult> task) throws Exception {
    QueryResult result = null;
    ApiException failure = null;
    try {
      result = task.call();
    } catch (QueryException e) {
      failure = ApiErrors.of(e);
    }
    QueryProfile profile = asked.profile();
    ExplainedPart tree =
        engine.readAfter(profile, limits -> Explanation.of(asked.query(), expr, profile, limits));
    return answer(asked, tree, result, failure);
  }

  private static ApiResult answer(
      Asked asked,
      ExplainedPart tree,
      @Nullable QueryResult result,
      @Nullable ApiException failure) {
    ApiResult.Data data =
        out -> {
          out.beginObject();
          if (failure != null) {
            out.name("error");
            out.string(failure.text());
            out.name("errorType");
            out.string(failure.type().text());
          }
          if (result != null) {
            QueryStatistics.write(out, result.stats());
            out.name("peakMemoryBytes");
            out.number(result.stats().peakBytes());
          }
          out.name("tree");
          ExplanationJson.write(out, new QueryOffsets(asked.query()), asked.sentences(), tree);
          out.endObject();
        };
    return result == null
        ? new ApiResult(data, List.of(), List.of())
        : new ApiResult(data, result.warnings(), result.infos());
  }
}
