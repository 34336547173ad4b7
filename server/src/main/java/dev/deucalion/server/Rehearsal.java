package dev.deucalion.server;

import dev.deucalion.model.time.Clock;
import dev.deucalion.server.config.ConfigException;
import dev.deucalion.server.config.ConfigReader;
import dev.deucalion.server.config.Retention;
import dev.deucalion.server.flags.CommandLine;
import dev.deucalion.server.flags.FlagException;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.server.reload.BuiltInConfig;
import dev.deucalion.server.version.ProgramVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * Runs a server for a moment, has it scrape itself and answer queries, and stops it: what the build
 * shows to the JVM, so that it keeps the classes of a real start ready.
 */
final class Rehearsal {
  private static final List<String> QUERIES =
      List.of(
          "up",
          "1+1",
          "sum by (handler) (rate(prometheus_http_requests_total[5m]))",
          "histogram_quantile(0.9,"
              + " sum by (le) (rate(prometheus_http_request_duration_seconds_bucket[5m])))",
          "max_over_time(prometheus_tsdb_head_series[1h]) / on(instance) group_left() up",
          "topk(3, {__name__=~\"prometheus_.+\"}) or absent(nothing)",
          "avg_over_time(up[10m:1m]) > bool 0.5 unless down");

  private static final int SCRAPES = 3;

  private Rehearsal() {}

  public static void main(String[] args)
      throws IOException, InterruptedException, FlagException, ConfigException, StartException {
    Path directory = Files.createTempDirectory("deucalion-rehearsal");
    try {
      run(directory);
    } finally {
      delete(directory);
    }
    System.exit(0);
  }

  private static void run(Path directory)
      throws IOException, InterruptedException, FlagException, ConfigException, StartException {
    Flags flags =
        CommandLine.parse(
            List.of("--web.listen-address=127.0.0.1:0", "--storage.tsdb.path=" + directory));
    ServerOptions options =
        ServerOptions.of(flags, Features.enable(flags.features()), Hostname.find());
    ListeningPort port = new ListeningPort(0);
    ConfigReader reader = new ConfigReader(Retention.ofFlags(0, 0), System::getenv);
    BuiltInConfig source = new BuiltInConfig(reader, port::get, "/", 1);
    Wiring.Setup setup =
        new Wiring.Setup(
            flags, options, ProgramVersion.load(), Clock.SYSTEM, source, source.read(), _ -> {});
    try (Wiring _ = Wiring.start(setup, port, new CountDownLatch(1));
        HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < SCRAPES; i++) {
        Thread.sleep(1_000);
        ask(client, port.get());
      }
    }
  }

  private static void ask(HttpClient client, int port) throws IOException, InterruptedException {
    long nowSeconds = Clock.SYSTEM.nowMs() / 1000;
    for (String query : QUERIES) {
      String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
      get(client, port, "/api/v1/query?query=" + encoded);
      String range = "&step=1&start=" + (nowSeconds - 60) + "&end=" + nowSeconds;
      get(client, port, "/api/v1/query_range?query=" + encoded + range);
    }
    get(client, port, "/api/v1/labels");
    get(client, port, "/api/v1/label/job/values");
    get(client, port, "/api/v1/series?match[]=up".replace("[]", "%5B%5D"));
    get(client, port, "/api/v1/targets");
    get(client, port, "/api/v1/metadata");
    get(client, port, "/api/v1/status/config");
  }

  private static void get(HttpClient client, int port, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    client.send(request, BodyHandlers.discarding());
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(path -> {
            try {
              Files.delete(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
