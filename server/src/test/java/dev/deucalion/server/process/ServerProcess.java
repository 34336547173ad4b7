package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, listening on a port that the system chose. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern ADDRESS =
      Pattern.compile("msg=\"Listening on\".*address=\\S+:(\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process.
   *
   * @param directory in which it runs, and where its log goes
   */
  static ServerProcess start(Path directory, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            // A killed process leaves the libraries behind that it unpacked.
            "-Djava.io.tmpdir=" + directory,
            "-cp",
            System.getProperty("java.class.path"),
            "dev.deucalion.server.Main",
            "--web.listen-address=127.0.0.1:0"));
    command.addAll(List.of(args));
    Path log = Files.createTempFile(directory, "server", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new ServerProcess(process, log);
  }

  /** Waits until the server answers everything. */
  ServerProcess awaitReady() {
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

  int port() {
    Matcher matcher = ADDRESS.matcher(log());
    assertThat(matcher.find()).as("address in log:\n%s", log()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return CLIENT.send(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
    return CLIENT.send(request(path).header("Accept", accept).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return CLIENT.send(
        request(path).POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  /** One series of an answer: the values in order, each with its time. */
  record Series(List<String> labels, List<Point> points) {}

  /** A sample of an answer, both as written there. */
  record Point(String time, String value) {}

  /** The result of an instant query, a vector or a matrix. */
  List<Series> query(String expr) throws IOException, InterruptedException {
    String encoded = URLEncoder.encode(expr, StandardCharsets.UTF_8);
    HttpResponse<String> response = get("/api/v1/query?query=" + encoded);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Answers.series(response.body());
  }

  /** The values of an instant query. */
  List<String> values(String expr) throws IOException, InterruptedException {
    return query(expr).stream().map(series -> series.points().getFirst().value()).toList();
  }

  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Ends the process as a loss of power to it would: at once, wherever it stands. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** Waits for the end of the process; its exit code. */
  int awaitExit() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("ended, with log:\n%s", log())
        .isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads answers of the query API. */
  private static final class Answers {
    private static final JsonFactory JSON = new JsonFactory();

    private Answers() {}

    static List<Series> series(String body) throws IOException {
      List<Series> all = new ArrayList<>();
      try (JsonParser in = JSON.createParser(body)) {
        while (in.nextToken() != null) {
          if (in.currentToken() == JsonToken.FIELD_NAME && in.currentName().equals("metric")) {
            all.add(oneSeries(in));
          }
        }
      }
      return all;
    }

    private static Series oneSeries(JsonParser in) throws IOException {
      List<String> labels = new ArrayList<>();
      in.nextToken();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        labels.add(in.currentName() + "=" + in.nextTextValue());
      }
      in.nextToken();
      List<Point> points = new ArrayList<>();
      int depth = 0;
      String time = "";
      while (true) {
        switch (in.nextToken()) {
          case START_ARRAY -> depth++;
          case END_ARRAY -> depth--;
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> time = in.getText();
          case VALUE_STRING -> points.add(new Point(time, in.getText()));
          default -> {
            return new Series(labels, points);
          }
        }
        if (depth == 0) {
          return new Series(labels, points);
        }
      }
    }
  }
}
