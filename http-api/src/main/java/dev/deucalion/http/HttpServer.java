package dev.deucalion.http;

import dev.deucalion.http.api.Evaluations;
import dev.deucalion.http.api.GlobalUrls;
import dev.deucalion.http.api.ReadyState;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.exchange.Router;
import dev.deucalion.http.netty.BodyLimits;
import dev.deucalion.http.netty.NettyOptions;
import dev.deucalion.http.netty.NettyServer;
import dev.deucalion.http.netty.TlsEngines;
import dev.deucalion.http.security.AccessGate;
import dev.deucalion.http.security.ServerTls;
import dev.deucalion.http.security.WebConfig;
import dev.deucalion.http.security.WebConfigException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The running HTTP server. It answers from {@link #start} on; most endpoints say that the service
 * is unavailable until {@link #setReady} and after {@link #setStopping}. Safe for use by many
 * threads.
 */
public final class HttpServer implements AutoCloseable {
  private static final int EVENT_LOOP_THREADS = 2;

  /** Ends of the paths that take what clients send. */
  private static final List<String> UPLOADS =
      List.of("/api/v1/write", "/api/v1/read", "/api/v1/otlp/v1/metrics");

  private final ReadyState ready;
  private final Evaluations evaluations;
  private final BackgroundThread background;
  private final NettyServer sockets;
  private final WebConfig access;

  private HttpServer(
      ReadyState ready,
      Evaluations evaluations,
      BackgroundThread background,
      NettyServer sockets,
      WebConfig access) {
    this.ready = ready;
    this.evaluations = evaluations;
    this.background = background;
    this.sockets = sockets;
    this.access = access;
  }

  /**
   * Listens on all addresses.
   *
   * @param metrics where requests are counted
   * @throws IOException when an address cannot be listened on; then none is
   * @throws WebConfigException when the web configuration cannot be used
   */
  public static HttpServer start(
      HttpServerOptions options, ApiDependencies program, HttpMetrics metrics)
      throws IOException, WebConfigException {
    WebConfig access = program.access().current();
    AccessGate.check(access);
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (String address : options.listenAddresses()) {
      addresses.add(ListenAddress.parse(address));
    }
    ReadyState ready = new ReadyState();
    Evaluations evaluations = new Evaluations(options.maxEvaluations());
    GlobalUrls urls = new GlobalUrls(options.externalUrl(), addresses.getFirst().getPort());
    BackgroundThread background = new BackgroundThread("request-background");
    Router router = Routes.of(options, urls, program, ready, evaluations, background, metrics);
    NettyOptions netty =
        new NettyOptions(
            options.maxConnections(),
            options.readTimeoutMs(),
            options.maxHeaderBytes(),
            bodyLimits(
                options.maxUploadBytes(), options.maxBodyBytes(), options.maxTotalBodyBytes()),
            EVENT_LOOP_THREADS);
    Handler gate =
        new AccessGate(
            program.access(),
            access.rateLimit(),
            System::nanoTime,
            new Dispatcher(router, metrics));
    TlsEngines tls =
        access.tls() == null ? null : new ServerTls(program.access(), access.http2())::newEngine;
    NettyServer sockets = NettyServer.start(addresses, netty, program.clock(), gate, tls);
    return new HttpServer(ready, evaluations, background, sockets, access);
  }

  /** As {@link NettyServer#preparation}. */
  public static Runnable preparation() {
    return NettyServer.preparation();
  }

  /**
   * Limits of bodies. Those of a server that rehearses are made here too: code that is compiled for
   * it calls functions of one class.
   */
  static BodyLimits bodyLimits(int uploadBytes, int otherBytes, long totalBytes) {
    return new BodyLimits(path -> isUpload(path) ? uploadBytes : otherBytes, totalBytes);
  }

  private static boolean isUpload(String path) {
    for (String upload : UPLOADS) {
      if (path.endsWith(upload)) {
        return true;
      }
    }
    return false;
  }

  /** Addresses listened on, with the ports that the system chose where 0 was asked for. */
  public List<InetSocketAddress> boundAddresses() {
    return sockets.boundAddresses();
  }

  /** Whether connections speak TLS. */
  public boolean hasTls() {
    return access.tls() != null;
  }

  /** Whether clients are offered HTTP/2. */
  public boolean offersHttp2() {
    return hasTls() && access.http2();
  }

  /** From now on everything is answered. */
  public void setReady() {
    ready.setReady();
  }

  /** From now on most endpoints say that the program stops. */
  public void setStopping() {
    ready.setStopping();
  }

  public boolean isReady() {
    return ready.isReady();
  }

  /** Stops listening and waits until the answers at hand are out, but no longer than this. */
  public void drain(long timeoutMs) {
    sockets.drain(timeoutMs);
  }

  /** Ends all connections and evaluations at once. */
  @Override
  public void close() {
    evaluations.close();
    background.close();
    sockets.close();
  }
}
