package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that was started from an archive, listening on a port that the system chose. */
final class Program implements AutoCloseable {
  private static final Pattern ADDRESS =
      Pattern.compile("msg=\"Listening on\".*address=\\S+:(\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final Path log;

  private Program(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param environment all variables that it has
   * @param directory in which it runs, and where its log goes
   */
  static Program start(List<String> command, Map<String, String> environment, Path directory)
      throws IOException {
    Path log = Files.createTempFile(directory, "program", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Program(builder.start(), log);
  }

  /** Waits until it answers everything. */
  Program awaitReady() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          assertThat(process.isAlive()).as("alive, with log:\n%s", log()).isTrue();
          return log().contains("Server is ready to receive web requests.");
        });
    return this;
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /**
   * What the system says of the memory of the process.
   *
   * @param name of a line of {@code /proc/PID/status}, as {@code VmHWM}
   */
  long statusKib(String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  private int port() {
    Matcher matcher = ADDRESS.matcher(log());
    assertThat(matcher.find()).as("address in log:\n%s", log()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return CLIENT.send(
        request(path).POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  /** The answer to an instant query. */
  String query(String expr) throws IOException, InterruptedException {
    return get("/api/v1/query?query=" + URLEncoder.encode(expr, StandardCharsets.UTF_8)).body();
  }

  /**
   * The answer to a query of one time, or over the last hours where there is a step.
   *
   * @param stepSeconds 0 for none
   */
  HttpResponse<String> ask(String expr, int stepSeconds) throws IOException, InterruptedException {
    String form = "query=" + URLEncoder.encode(expr, StandardCharsets.UTF_8);
    String path = "/api/v1/query";
    if (stepSeconds > 0) {
      long nowSeconds = System.currentTimeMillis() / 1_000;
      form +=
          "&start=%d&end=%d&step=%d"
              .formatted(nowSeconds - 10_000L * stepSeconds, nowSeconds, stepSeconds);
      path = "/api/v1/query_range";
    }
    return CLIENT.send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path));
  }

  /** Sends a signal to a process. */
  static void signal(String name, long pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor())
        .isZero();
  }

  /** Waits for its end; the exit code. */
  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("ended, with log:\n%s", log())
        .isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
