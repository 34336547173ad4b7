package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.http.source.StoreAdmin;
import dev.deucalion.http.source.StoreAdmin.SnapshotScope;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.parser.ParseException;
import java.io.IOException;
import java.util.List;

/** {@code /admin/tsdb/...}, where they are enabled. */
public final class AdminEndpoints {
  /** Answers instead of all others where they are not enabled. */
  public static final ApiFunction DISABLED =
      exchange -> {
        throw new ApiException(ErrorType.UNAVAILABLE, "admin APIs disabled");
      };

  private final StoreAdmin store;
  private final QueryLanguage language;

  public AdminEndpoints(StoreAdmin store, QueryLanguage language) {
    this.store = store;
    this.language = language;
  }

  public ApiResult deleteSeries(Exchange exchange) {
    Request request = exchange.request();
    ApiParameters.requireReadable(request);
    List<String> selectors = request.form().all("match[]");
    if (selectors.isEmpty()) {
      throw ApiException.badData("no match[] parameter provided");
    }
    long minTimeMs = ApiParameters.timeMs(request, "start", TimeText.MIN_MS);
    long maxTimeMs = ApiParameters.timeMs(request, "end", TimeText.MAX_MS);
    for (String selector : selectors) {
      List<Matcher> matchers = matchers(selector);
      try {
        store.delete(minTimeMs, maxTimeMs, matchers);
      } catch (IOException e) {
        throw new ApiException(ErrorType.INTERNAL, String.valueOf(e.getMessage()));
      }
    }
    return ApiResult.NOTHING;
  }

  private List<Matcher> matchers(String selector) {
    try {
      return language.selector(selector);
    } catch (ParseException e) {
      throw ApiException.badParameter("match[]", String.valueOf(e.getMessage()));
    }
  }

  public ApiResult cleanTombstones(Exchange exchange) {
    try {
      store.cleanTombstones();
    } catch (IOException e) {
      throw new ApiException(ErrorType.INTERNAL, String.valueOf(e.getMessage()));
    }
    return ApiResult.NOTHING;
  }

  public ApiResult snapshot(Exchange exchange) {
    String skipHead = exchange.request().parameter("skip_head");
    SnapshotScope scope = SnapshotScope.BLOCKS_AND_HEAD;
    if (!skipHead.isEmpty()) {
      try {
        scope = GoNumbers.parseBool(skipHead) ? SnapshotScope.BLOCKS : scope;
      } catch (NumberFormatException e) {
        throw ApiException.badParameter("skip_head", "unable to parse boolean: " + e.getMessage());
      }
    }
    String name;
    try {
      name = store.snapshot(scope);
    } catch (IOException e) {
      throw new ApiException(ErrorType.INTERNAL, "create snapshot: " + e.getMessage());
    }
    return ApiResult.of(out -> {
      out.beginObject();
      out.name("name");
      out.string(name);
      out.endObject();
    });
  }
}
