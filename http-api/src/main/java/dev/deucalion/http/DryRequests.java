package dev.deucalion.http;

import dev.deucalion.http.api.ApiEndpoint;
import dev.deucalion.http.api.ApiFunction;
import dev.deucalion.http.api.Cors;
import dev.deucalion.http.api.Evaluations;
import dev.deucalion.http.api.QueryEndpoints;
import dev.deucalion.http.api.SeriesEndpoints;
import dev.deucalion.http.encode.PageSink;
import dev.deucalion.http.exchange.Body;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Parameters;
import dev.deucalion.http.exchange.Request;
import dev.deucalion.http.exchange.Router;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.storage.Queryable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries and look-ups as {@link HttpServer} does, but without a network and for nobody:
 * what the program does to warm up. For one thread.
 */
public final class DryRequests {
  private static final String API = "/api/v1";
  private static final int PAGE_BYTES = 16 * 1024;

  private final Router router = new Router();
  private final Cors cors = new Cors(".*");

  public DryRequests(Clock clock, QueryEngine engine, Queryable storage, QueryLanguage language) {
    Evaluations evaluations = new Evaluations(1);
    QueryEndpoints queries = new QueryEndpoints(clock, engine, storage, language, evaluations);
    SeriesEndpoints series = new SeriesEndpoints(engine, storage, language, evaluations);
    add("/query", queries::query);
    add("/query_range", queries::queryRange);
    add("/series", series::series);
    add("/labels", series::labels);
    add("/label/:name/values", series::labelValues);
  }

  private void add(String path, ApiFunction function) {
    router.add("GET", API + path, API + path, new ApiEndpoint(function, cors));
  }

  /**
   * Answers a GET.
   *
   * @param path of the API, {@code /query} for example
   * @param query what follows the question mark, encoded
   * @return the status of the answer
   */
  public int get(String path, String query) throws IOException {
    Parameters parameters = Parameters.parse(query);
    Request request =
        new Request(
            "GET", API + path, query, parameters, parameters, Map.of(), Body.EMPTY, name -> null);
    DroppedAnswer answer = new DroppedAnswer(request);
    try {
      Router.Match match = router.find(request);
      answer.routed(match.request());
      match.handler().handle(answer);
      return answer.status;
    } finally {
      answer.end();
    }
  }

  /** An exchange whose answer goes nowhere. */
  private static final class DroppedAnswer implements Exchange {
    private final List<EndListener> endListeners = new ArrayList<>();
    private Request request;
    private int status;

    DroppedAnswer(Request request) {
      this.request = request;
    }

    @Override
    public Request request() {
      return request;
    }

    @Override
    public String clientIp() {
      return "";
    }

    @Override
    public void routed(Request routed) {
      request = routed;
    }

    @Override
    public void header(String name, String value) {}

    @Override
    public void setHeader(String name, String value) {}

    @Override
    public void allowCompression() {}

    @Override
    public PageSink begin(int code, @Nullable String contentType) {
      status = code;
      return new DroppedPages();
    }

    @Override
    public void onDisconnect(Runnable task) {}

    @Override
    public void onEnd(EndListener listener) {
      endListeners.add(listener);
    }

    void end() {
      endListeners.forEach(listener -> listener.ended(status, 0));
    }
  }

  private static final class DroppedPages extends PageSink {
    DroppedPages() {
      super(new byte[PAGE_BYTES]);
    }

    @Override
    protected byte[] nextPage(byte[] full, int size) {
      return full;
    }
  }
}
