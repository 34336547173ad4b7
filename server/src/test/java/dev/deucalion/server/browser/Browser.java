package dev.deucalion.server.browser;

import static org.awaitility.Awaitility.await;

import dev.deucalion.server.interop.Json;
import dev.deucalion.server.interop.Peers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Debian's Chromium without a window. Closing it ends it and all its tabs. */
final class Browser implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final long STOP_LIMIT_SECONDS = 20;
  private static final long HELPERS_LIMIT_SECONDS = 5;

  /** Another name of the loopback interface, to which browsers give no rights of a safe origin. */
  static final String PLAIN_HOST = "plain.example";

  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--host-resolver-rules=MAP " + PLAIN_HOST + " 127.0.0.1",
          "--remote-debugging-port=0");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final String address;

  /**
   * Starts it.
   *
   * @param directory for its profile and its output
   */
  Browser(Path directory) {
    Path profile = directory.resolve("chromium-profile");
    List<String> command = new ArrayList<>();
    command.add(Peers.installed("chromium").toString());
    command.addAll(FLAGS);
    command.add("--user-data-dir=" + profile);
    command.add("about:blank");
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("chromium.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start Chromium", e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    Path portFile = profile.resolve("DevToolsActivePort");
    await("Chromium's port")
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> Files.exists(portFile) && Files.readAllLines(portFile).size() == 2);
    try {
      address = "http://127.0.0.1:" + Files.readAllLines(portFile).getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Opens a tab that shows nothing yet.
   *
   * @param base scheme, host and port of the only server that its pages may talk to
   */
  Tab tab(URI base) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      Object target = Json.parse(client.send(request, BodyHandlers.ofString()).body());
      URI socket = URI.create(Json.at(target, "webSocketDebuggerUrl").toString());
      return new Tab(client, socket, base);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void end() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /**
   * Ends processes that outlive the one that started them: they still write to the profile while it
   * is deleted. Where nobody collects orphans they seem to live on, so the wait has an end.
   */
  private static void endAll(List<ProcessHandle> helpers) {
    helpers.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture.allOf(
            helpers.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, HELPERS_LIMIT_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  @Override
  public void close() {
    List<ProcessHandle> helpers = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        end();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end();
    }
    endAll(helpers);
    client.close();
  }
}
