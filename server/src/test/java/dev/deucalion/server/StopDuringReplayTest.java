package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Clock;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.server.config.ConfigReader;
import dev.deucalion.server.config.Retention;
import dev.deucalion.server.flags.CommandLine;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.server.reload.BuiltInConfig;
import dev.deucalion.server.version.ProgramVersion;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopDuringReplayTest {
  @TempDir private Path dir;

  private Wiring.Setup setup(ListeningPort port) throws Exception {
    Flags flags =
        CommandLine.parse(
            List.of("--web.listen-address=127.0.0.1:0", "--storage.tsdb.path=" + dir));
    ServerOptions options =
        ServerOptions.of(flags, Features.enable(List.of()), "host", Sharding.DEFAULTS);
    ConfigReader reader = new ConfigReader(Retention.ofFlags(0, 0), name -> null);
    BuiltInConfig source = new BuiltInConfig(reader, port::get, "/");
    return new Wiring.Setup(
        flags, options, ProgramVersion.load(), Clock.SYSTEM, source, source.read(), level -> {});
  }

  private void append() throws IOException {
    try (Tsdb tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS);
        Appender batch = tsdb.appender()) {
      batch.append(batch.seriesRef(Labels.of("__name__", "a")), 1, 1);
      batch.commit();
    }
    // Without it the log is replayed from its beginning.
    Files.delete(dir.resolve("restart.deucalion"));
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  @Test
  void theReplayEndsWithoutBeingReadyAndLosesNothing() throws Exception {
    append();
    ListeningPort port = new ListeningPort(0);
    StopRequest stop = new StopRequest();
    stop.make();
    try (Wiring wiring = Wiring.start(setup(port), port, stop)) {
      assertThat(get(port.get(), "/-/ready")).isEqualTo("Service Unavailable");
      assertThat(get(port.get(), "/api/v1/status/walreplay")).contains("\"current\":0}");
      assertThat(wiring.reloader().state().successful()).isTrue();
    }
    try (Wiring wiring = Wiring.start(setup(port), port, new StopRequest())) {
      assertThat(get(port.get(), "/api/v1/status/walreplay"))
          .contains("{\"min\":0,\"max\":1,\"current\":1}");
      assertThat(get(port.get(), "/metrics"))
          .contains("prometheus_tsdb_head_series 1.0\n")
          .contains("prometheus_tsdb_clean_start 1.0\n");
      assertThat(wiring.reloader().state().successful()).isTrue();
    }
    assertThat(dir.resolve("lock")).doesNotExist();
  }
}
