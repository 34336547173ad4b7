package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.promql.engine.QueryOrigin;
import dev.deucalion.promql.engine.RangeQuery;
import dev.deucalion.promql.engine.ResultHold;
import dev.deucalion.promql.parser.ParseException;

/** Reads the parameters of queries. */
public final class QueryRequests {
  /** Most steps of a range query, less one. */
  private static final long MAX_STEPS = 11_000;

  private final Clock clock;
  private final QueryLanguage language;

  public QueryRequests(Clock clock, QueryLanguage language) {
    this.clock = clock;
    this.language = language;
  }

  /** A query at one time. */
  InstantQuery instant(Exchange exchange) {
    Request request = exchange.request();
    long timeMs = ApiParameters.timeMs(request, "time", clock.nowMs());
    return new InstantQuery(request.parameter("query"), timeMs, options(exchange));
  }

  /** A query over a range. */
  RangeQuery range(Exchange exchange) {
    Request request = exchange.request();
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
    return new RangeQuery(
        request.parameter("query"),
        startMs,
        endMs,
        ApiParameters.ceilMs(stepNanos),
        options(exchange));
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

  private static long countSteps(long startMs, long endMs, long stepNanos) {
    double rangeNanos = ((double) endMs - startMs) * 1e6;
    return rangeNanos < Long.MAX_VALUE
        ? (endMs - startMs) * 1_000_000L / stepNanos
        : Long.MAX_VALUE / stepNanos;
  }
}
