package dev.deucalion.testing.server;

import dev.deucalion.http.ApiDependencies;
import dev.deucalion.http.HttpMetrics;
import dev.deucalion.http.HttpServer;
import dev.deucalion.http.HttpServerOptions;
import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.http.receive.RemoteWriteOptions;
import dev.deucalion.http.receive.WriteMessage;
import dev.deucalion.http.security.WebConfigException;
import dev.deucalion.http.security.WebConfigSource;
import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.rules.notify.Alertmanagers;
import dev.deucalion.server.adapter.PromqlLanguage;
import dev.deucalion.server.adapter.Queries;
import dev.deucalion.server.backtest.GroupReplay;
import dev.deucalion.server.backtest.RuleBacktest;
import dev.deucalion.testing.EmbeddedPrometheus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The HTTP API of an embedded Prometheus on a port of 127.0.0.1 that the system chooses, for code
 * that wants a URL: queries, series, targets, rules, alerts, federation, remote read, and the
 * receivers of remote writes and OTLP. It answers by the clock of the embedded Prometheus, while
 * the test goes on. Samples that come with the time of day are taken where that clock shows about
 * the same, see {@link dev.deucalion.testing.EmbeddedOptions#startingAt}.
 *
 * <pre>{@code
 * try (HttpApi api = HttpApi.start(prometheus)) {
 *   client.query(api.url() + "/api/v1/query?query=up");
 * }
 * }</pre>
 */
public final class HttpApi implements AutoCloseable {
  private static final long SEED = 3;

  private final HttpServer server;

  private HttpApi(HttpServer server) {
    this.server = server;
  }

  /**
   * Listens, and answers when this returns.
   *
   * @throws IOException when there is no port
   */
  public static HttpApi start(EmbeddedPrometheus prometheus) throws IOException {
    EmbeddedStatus status = new EmbeddedStatus(prometheus);
    EmbeddedTargets targets = new EmbeddedTargets(prometheus.targets());
    ApiDependencies program =
        new ApiDependencies(
            prometheus.clock(),
            new SplittableRandom(SEED),
            prometheus.engine(),
            prometheus.store(),
            prometheus.store(),
            prometheus.writable(),
            () -> OtlpSettings.DEFAULTS,
            () -> prometheus.options().externalLabels(),
            new EmbeddedAdmin(prometheus.store()),
            new PromqlLanguage(prometheus.options().language()),
            targets,
            targets,
            () -> prometheus.rules().groups(),
            new RuleBacktest(
                prometheus.engine(),
                prometheus.store(),
                prometheus.options().language(),
                System::nanoTime,
                EngineOptions.DEFAULTS.timeoutMs(),
                () ->
                    new GroupReplay.Outside(
                        prometheus.options().externalLabels(),
                        URI.create(prometheus.options().externalUrl()))),
            () -> new Alertmanagers(List.of(), List.of()),
            status,
            new NoMetrics(),
            new Queries(prometheus.engine()),
            TreeMap::new,
            new NoNotifications(),
            new NoLifecycle(),
            WebConfigSource.OPEN);
    try {
      HttpServer server = HttpServer.start(options(), program, new HttpMetrics());
      server.setReady();
      return new HttpApi(server);
    } catch (WebConfigException e) {
      throw new IllegalStateException("access that is open needs no configuration", e);
    }
  }

  private static HttpServerOptions options() {
    return HttpServerOptions.builder()
        .listenAddresses(List.of("127.0.0.1:0"))
        .enableAdminApi(true)
        .enableOtlp(true)
        .remoteWrite(
            RemoteWriteOptions.accepting(List.of(WriteMessage.V1, WriteMessage.V2), Set.of()))
        .build();
  }

  /** Where it listens, without a slash at the end. */
  public URI url() {
    InetSocketAddress address = server.boundAddresses().getFirst();
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  /** Ends all connections and listens no more. */
  @Override
  public void close() {
    server.close();
  }
}
