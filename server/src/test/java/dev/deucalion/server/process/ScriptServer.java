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

/**
 * Runs scripts against servers in processes of their own, a new one where a script clears: it is
 * started while the one before still answers.
 */
final class ScriptServer implements AutoCloseable {
  private final Path directory;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private @Nullable ServerProcess server;
  private @Nullable ServerProcess spare;
  private int handedOut;

  ScriptServer(Path directory) {
    this.directory = directory;
  }

  ScriptReport run(PromqlScript script) throws IOException {
    try (RemoteWriteScriptStore store = new RemoteWriteScriptStore(client, this::restarted)) {
      return new ScriptRunner(store, new CurrentServer(client, store)).run(script);
    }
  }

  /** How many servers there were. */
  int servers() {
    return handedOut;
  }

  private URI restarted() throws IOException {
    ServerProcess ready = (spare == null ? start() : spare).awaitReady();
    stop(server);
    server = ready;
    handedOut++;
    spare = start();
    return URI.create("http://127.0.0.1:" + ready.port() + "/");
  }

  private ServerProcess start() throws IOException {
    Path home = Files.createTempDirectory(directory, "server");
    Path config = home.resolve("scripts.yml");
    Files.writeString(config, "storage: {tsdb: {out_of_order_time_window: 100000h}}\n");
    return ServerProcess.start(
        home,
        "--config.file=" + config,
        "--storage.tsdb.path=" + home.resolve("data"),
        "--storage.tsdb.retention.time=200y",
        "--web.enable-remote-write-receiver",
        "--enable-feature=promql-experimental-functions,promql-delayed-name-removal,"
            + "promql-duration-expr,promql-binop-fill-modifiers,"
            + "promql-extended-range-selectors");
  }

  private static void stop(@Nullable ServerProcess process) {
    if (process != null) {
      process.close();
    }
  }

  @Override
  public void close() {
    stop(server);
    stop(spare);
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
