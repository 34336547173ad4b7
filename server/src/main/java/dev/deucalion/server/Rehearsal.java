package dev.deucalion.server;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.HttpClientOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Runs the program for a moment on some hours of data, has it scrape itself and answer queries, and
 * ends it: what the build shows to the JVM, so that it keeps the classes of a real start ready.
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

  /** How often new series are scraped, in each format. */
  private static final int SCRAPE_ROUNDS = 3;

  /** How often queries are asked: often enough that each is asked in all the ways. */
  private static final int ROUNDS = 5;

  /** How often, what takes so little that most of it is the request. */
  private static final int SMALL_ROUNDS = 20;

  /** So small that several threads read the series of a query. */
  private static final int SMALL_STEP_SECONDS = 5;

  /** Ten a second: a busy machine may take long to start the program. */
  private static final int CONNECT_ATTEMPTS = 600;

  /** Of the ways in which requests are made. */
  private static final long SEED = 1;

  private static final int MAX_ANSWER_BYTES = 64 << 20;

  private Rehearsal() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("deucalion-rehearsal");
    // What is too little to be logged is an event of another class, which --log.level=warn needs.
    LoggerFactory.getLogger(Rehearsal.class).atTrace().log("");
    try {
      int port = freePort();
      RehearsalData.write(directory.resolve("data"), Clock.SYSTEM.nowMs());
      RehearsalData.replay(directory.resolve("data"));
      Thread visitor = Thread.ofVirtual().start(() -> visit(port));
      Path config = RehearsalFiles.write(directory, port);
      Main.run(
          List.of(
              "--web.listen-address=127.0.0.1:" + port,
              "--web.enable-lifecycle",
              "--storage.tsdb.path=" + directory.resolve("data"),
              "--config.file=" + config));
      visitor.join();
    } finally {
      delete(directory);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends the program in any case: a build waits for it. */
  private static void visit(int port) {
    HttpResources resources =
        new HttpResources(MAX_ANSWER_BYTES, "rehearsal", Map.of(), Resolver.SYSTEM);
    Connector connector = new Connector(resources, HttpClientOptions.DEFAULTS);
    try (RehearsalClient client = new RehearsalClient(connector, new Random(SEED))) {
      awaitListening(port);
      for (int i = 0; i < SCRAPES; i++) {
        Thread.sleep(1_000);
        ask(client, port);
      }
      scrape();
      for (int i = 0; i < ROUNDS; i++) {
        askOfData(client, port);
      }
      for (int i = 0; i < SMALL_ROUNDS; i++) {
        askLittle(client, port);
      }
      client.post(url(port, "/-/reload"));
      client.post(url(port, "/-/quit"));
    } catch (IOException | FetchException | InterruptedException e) {
      System.exit(1);
    }
  }

  private static void awaitListening(int port) throws IOException, InterruptedException {
    for (int attempts = 1; ; attempts++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (ConnectException e) {
        if (attempts == CONNECT_ATTEMPTS) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  private static void scrape() throws IOException {
    try (ScrapeRehearsal rehearsal = ScrapeRehearsal.create()) {
      for (int round = 0; round < SCRAPE_ROUNDS; round++) {
        rehearsal.scrapeNew();
        rehearsal.scrapeAgain();
      }
    }
  }

  private static void ask(RehearsalClient client, int port) throws FetchException {
    long nowSeconds = Clock.SYSTEM.nowMs() / 1000;
    for (String query : QUERIES) {
      String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
      ask(client, port, "/api/v1/query", "query=" + encoded);
      String range = "&step=1&start=" + (nowSeconds - 60) + "&end=" + nowSeconds;
      ask(client, port, "/api/v1/query_range", "query=" + encoded + range);
    }
    ask(client, port, "/api/v1/labels", "");
    get(client, port, "/api/v1/label/job/values");
    ask(client, port, "/api/v1/series", "match%5B%5D=up");
    get(client, port, "/api/v1/targets");
    get(client, port, "/api/v1/rules");
    get(client, port, "/api/v1/alerts");
    get(client, port, "/-/ready");
    get(client, port, "/api/v1/metadata");
    get(client, port, "/api/v1/status/config");
  }

  private static void askOfData(RehearsalClient client, int port) throws FetchException {
    long nowSeconds = Clock.SYSTEM.nowMs() / 1000;
    long startSeconds = nowSeconds - RehearsalData.HOURS * 3_600 + 600;
    for (String query : RehearsalData.QUERIES) {
      String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
      ask(client, port, "/api/v1/query", "query=" + encoded);
      for (int stepSeconds : new int[] {SMALL_STEP_SECONDS, 15, 60}) {
        ask(
            client,
            port,
            "/api/v1/query_range",
            "query=%s&step=%s&start=%s&end=%s"
                .formatted(encoded, stepSeconds, startSeconds, nowSeconds));
      }
    }
    ask(client, port, "/api/v1/series", "match%5B%5D=rehearsal_bytes");
  }

  private static void askLittle(RehearsalClient client, int port) throws FetchException {
    long nowSeconds = Clock.SYSTEM.nowMs() / 1000;
    String range =
        "start=%s&end=%s".formatted(nowSeconds - RehearsalData.HOURS * 3_600 + 600, nowSeconds);
    for (String query : RehearsalData.SMALL_QUERIES) {
      String series = URLEncoder.encode(query, StandardCharsets.UTF_8);
      ask(client, port, "/api/v1/query", "query=" + series);
      ask(client, port, "/api/v1/query_range", "step=60&query=" + series + "&" + range);
    }
    ask(client, port, "/api/v1/labels", range);
    get(client, port, "/api/v1/label/pod/values?" + range);
    get(
        client,
        port,
        "/api/v1/label/pod/values?match%5B%5D=rehearsal_requests_total%7Bcode%3D%22200%22,job%3D%22job-0%22%7D&"
            + range);
  }

  private static void ask(RehearsalClient client, int port, String path, String parameters)
      throws FetchException {
    client.ask(url(port, path), parameters);
  }

  private static void get(RehearsalClient client, int port, String path) throws FetchException {
    client.get(url(port, path));
  }

  private static String url(int port, String path) {
    return "http://127.0.0.1:" + port + path;
  }

  private static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(directory)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
