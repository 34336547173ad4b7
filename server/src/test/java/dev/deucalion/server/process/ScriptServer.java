package dev.deucalion.server.process;

import dev.deucalion.promql.testkit.EvalTime;
import dev.deucalion.promql.testkit.HttpEvaluator;
import dev.deucalion.promql.testkit.PromqlScript;
import dev.deucalion.promql.testkit.RemoteWriteScriptStore;
import dev.deucalion.promql.testkit.ScriptAnswer;
import dev.deucalion.promql.testkit.ScriptEvaluator;
import dev.deucalion.promql.testkit.ScriptReport;
import dev.deucalion.promql.testkit.ScriptRunner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Runs scripts against servers in processes of their own, a new one where a script clears. */
final class ScriptServer implements AutoCloseable {
  private final Path directory;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private @Nullable ServerProcess server;
  private int started;

  ScriptServer(Path directory) {
    this.directory = directory;
  }

  ScriptReport run(PromqlScript script) throws IOException {
    try (RemoteWriteScriptStore store = new RemoteWriteScriptStore(client, this::restarted)) {
      return new ScriptRunner(store, new CurrentServer(client, store)).run(script);
    }
  }

  /** How many servers there were. */
  int started() {
    return started;
  }

  private URI restarted() throws IOException {
    stop();
    Path config = directory.resolve("scripts.yml");
    Files.writeString(config, "storage: {tsdb: {out_of_order_time_window: 100000h}}\n");
    server =
        ServerProcess.start(
                directory,
                "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("data" + started++),
                "--storage.tsdb.retention.time=200y",
                "--web.enable-remote-write-receiver",
                "--enable-feature=promql-experimental-functions,promql-delayed-name-removal,"
                    + "promql-duration-expr,promql-binop-fill-modifiers,"
                    + "promql-extended-range-selectors")
            .awaitReady();
    return URI.create("http://127.0.0.1:" + server.port() + "/");
  }

  private void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  public void close() {
    stop();
    client.close();
  }

  /** Asks the server that has the samples at the time. */
  private record CurrentServer(HttpClient client, RemoteWriteScriptStore store)
      implements ScriptEvaluator {
    @Override
    public ScriptAnswer instant(String expr, long timeMs) {
      return new HttpEvaluator(client, store.base()).instant(expr, timeMs);
    }

    @Override
    public ScriptAnswer range(String expr, EvalTime.Range range) {
      return new HttpEvaluator(client, store.base()).range(expr, range);
    }
  }
}
