package dev.deucalion.http;

import dev.deucalion.http.api.ApiEndpoint;
import dev.deucalion.http.api.ApiFunction;
import dev.deucalion.http.api.Cors;
import dev.deucalion.http.api.Evaluations;
import dev.deucalion.http.api.QueryEndpoints;
import dev.deucalion.http.api.QueryRequests;
import dev.deucalion.http.api.ReadyState;
import dev.deucalion.http.api.SeriesEndpoints;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.exchange.Router;
import dev.deucalion.http.netty.NettyOptions;
import dev.deucalion.http.netty.NettyServer;
import dev.deucalion.http.security.AccessGate;
import dev.deucalion.http.security.WebConfig;
import dev.deucalion.http.security.WebConfigSource;
import dev.deucalion.http.source.QueryLanguage;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.engine.QueryEngine;
import dev.deucalion.storage.Queryable;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;

/**
 * Answers queries and look-ups as {@link HttpServer} does, to two connections at most and counted
 * nowhere: for a program that asks itself in order to be warm when others ask.
 */
public final class RehearsalServer implements AutoCloseable {
  private static final String API = "/api/v1";
  private static final int MAX_CONNECTIONS = 2;
  private static final long READ_TIMEOUT_MS = 30_000;
  private static final int MAX_BYTES = 1 << 20;

  private final Evaluations evaluations;
  private final NettyServer sockets;

  private RehearsalServer(Evaluations evaluations, NettyServer sockets) {
    this.evaluations = evaluations;
    this.sockets = sockets;
  }

  /**
   * Listens.
   *
   * @param address of the machine itself, with a port or with 0 for any, or of a socket in the file
   *     system, which is to be made in a folder that is there
   * @throws IOException when it cannot be listened on
   */
  public static RehearsalServer start(
      SocketAddress address,
      Clock clock,
      QueryEngine engine,
      Queryable storage,
      QueryLanguage language)
      throws IOException {
    Evaluations evaluations = new Evaluations(1);
    QueryEndpoints queries =
        new QueryEndpoints(
            engine, storage, language, evaluations, new QueryRequests(clock, language));
    SeriesEndpoints series = new SeriesEndpoints(engine, storage, language, evaluations);
    ReadyState ready = new ReadyState();
    ready.setReady();
    Router router = new Router();
    add(router, ready, "GET POST", "/query", queries::query);
    add(router, ready, "GET POST", "/query_range", queries::queryRange);
    add(router, ready, "GET POST", "/series", series::series);
    add(router, ready, "GET POST", "/labels", series::labels);
    add(router, ready, "GET", "/label/:name/values", series::labelValues);
    Handler gate =
        new AccessGate(
            WebConfigSource.OPEN,
            WebConfig.OPEN.rateLimit(),
            System::nanoTime,
            new Dispatcher(router, new HttpMetrics()));
    NettyOptions options =
        new NettyOptions(
            MAX_CONNECTIONS,
            READ_TIMEOUT_MS,
            MAX_BYTES,
            HttpServer.bodyLimits(MAX_BYTES, MAX_BYTES, MAX_BYTES),
            1);
    NettyServer sockets = NettyServer.start(List.of(address), options, clock, gate, null);
    return new RehearsalServer(evaluations, sockets);
  }

  private static void add(
      Router router, ReadyState ready, String methods, String path, ApiFunction function) {
    Handler endpoint = new ApiEndpoint(function, new Cors(".*"));
    router.add(methods, API + path, API + path, ready.wrap(endpoint));
  }

  /** The port that is listened on, where it is no socket in the file system. */
  public int port() {
    return sockets.boundAddresses().getFirst().getPort();
  }

  /** Ends all connections and evaluations at once. */
  @Override
  public void close() {
    evaluations.close();
    sockets.close();
  }
}
