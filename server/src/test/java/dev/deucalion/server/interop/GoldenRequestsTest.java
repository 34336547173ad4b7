package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests to all endpoints that Prometheus 2.42 has get the same status and body from it and from
 * Deucalion, with the same samples, when times and versions are masked. What differs is listed in
 * {@code golden-differences.txt} with its reason, and is there no longer when it does not.
 */
@Tag("interop")
class GoldenRequestsTest {
  private static final long START_SECONDS = 1_763_500_000L;
  private static final int SERIES = 60;
  private static final int SAMPLES = 600;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String[] FLAGS = {
    "--storage.tsdb.retention.time=10y",
    "--web.enable-admin-api",
    "--web.enable-lifecycle",
    "--enable-feature=exemplar-storage"
  };

  /**
   * Targets that are scraped once a year are not scraped while this asks of them; the others have
   * time for it, so that none is down for a moment.
   */
  private static final String CONFIG =
      """
      global:
        scrape_interval: 52w
        external_labels: {cluster: eu1, replica: "0"}
      rule_files: [rules.yml]
      scrape_configs:
      - job_name: live
        scrape_interval: 5s
        scrape_timeout: 5s
        static_configs: [{targets: ["LIVE"]}]
      - job_name: down
        metrics_path: /m
        params: {a: [b, "c d"]}
        scrape_interval: 52w
        static_configs:
        - targets: ["127.0.0.1:1"]
          labels: {team: x, __meta_y: z}
        - targets: ["dropped:80"]
        relabel_configs:
        - {source_labels: [__address__], regex: "dropped.*", action: drop}
        - {source_labels: [__meta_y], target_label: y}
      - job_name: other
        scheme: https
        static_configs: [{targets: ["127.0.0.1:2"]}]
      """;

  private static final String RULES =
      """
      groups:
      - name: of each second
        interval: 1s
        rules:
        - record: rec:one
          expr: vector(1)
          labels: {kind: made}
        - alert: Firing
          expr: vector(2) > 1
          labels: {severity: page}
          annotations: {summary: "{{ $value | humanize }} of {{ $labels.severity }}"}
        - alert: Pending
          expr: vector(1)
          for: 1h
        - alert: Quiet
          expr: vector(0) > 1
          for: 5m
          keep_firing_for: 10m
      - name: recorded only
        interval: 1s
        limit: 3
        rules:
        - record: rec:two
          expr: rec:one * 2
      """;

  @TempDir private Path directory;

  /** A request of the list. */
  private record Golden(String method, String path, String form) {
    static Golden parse(String line) {
      String[] bar = line.split(" \\| ?", 2);
      String[] words = bar[0].strip().split(" ", 2);
      return new Golden(words[0], words[1], bar.length > 1 ? bar[1] : "");
    }

    @Override
    public String toString() {
      return method + " " + path + (form.isEmpty() ? "" : " | " + form);
    }
  }

  @Test
  void answersAreThoseOfPrometheus() throws IOException, InterruptedException {
    Peers.installed("prometheus");
    Path blocks = blocks();
    List<Golden> requests = lines("golden-requests.txt").stream().map(Golden::parse).toList();
    assertThat(requests).hasSizeGreaterThan(300);
    List<GoldenDifference> known =
        lines("golden-differences.txt").stream().map(GoldenDifference::parse).toList();
    Set<GoldenDifference> stale = new LinkedHashSet<>(known);
    List<String> unknown = new ArrayList<>();
    try (GoldenTarget target = new GoldenTarget();
        Peer prometheus = prometheus(blocks, target);
        Peer deucalion = deucalion(blocks, target)) {
      awaitSame(prometheus);
      awaitSame(deucalion);
      for (Golden request : requests) {
        String expected = answer(prometheus, "theirs", request);
        String actual = answer(deucalion, "ours", request);
        String later = expected;
        for (GoldenDifference difference : known) {
          String changed = difference.later(request.toString(), later);
          if (!changed.equals(later)) {
            stale.remove(difference);
          }
          later = changed;
        }
        if (!later.equals(actual) && !later.equals(GoldenDifference.ANYTHING)) {
          int from = firstDifference(later, actual);
          unknown.add(
              request
                  + "\n  expected "
                  + shown(later, from)
                  + "\n  but was  "
                  + shown(actual, from));
        }
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(stale).as("differences that are none any more").isEmpty();
  }

  private Peer prometheus(Path blocks, GoldenTarget target) throws IOException {
    Path home = home("theirs", blocks, target);
    return Peers.prometheus(home, home.resolve("p.yml"), FLAGS);
  }

  private Peer deucalion(Path blocks, GoldenTarget target) throws IOException {
    Path home = home("ours", blocks, target);
    return Peers.deucalion(home, home.resolve("p.yml"), FLAGS);
  }

  /** A directory with a configuration, rules, and the samples. */
  private Path home(String name, Path blocks, GoldenTarget target) throws IOException {
    Path home = Files.createDirectories(directory.resolve(name));
    DirectoryCopy.of(blocks, home.resolve("data"));
    Files.writeString(home.resolve("p.yml"), CONFIG.replace("LIVE", target.address()));
    Files.writeString(home.resolve("rules.yml"), RULES);
    return home;
  }

  /** Waits until the target was scraped, its series are there, and all rules were evaluated. */
  private static void awaitSame(Peer peer) {
    await(peer.name())
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            peer.api().get("/api/v1/targets").contains("\"health\":\"up\"")
                && peer.api().get("/api/v1/metadata").contains("live_requests")
                && hasNames(peer, "live_requests_total", "ALERTS", "ALERTS_FOR_STATE", "rec:two")
                && !peer.api().get("/api/v1/rules").contains("unknown"));
  }

  private static boolean hasNames(Peer peer, String... names) {
    String values = peer.api().get("/api/v1/label/__name__/values");
    return Stream.of(names).allMatch(name -> values.contains('"' + name + '"'));
  }

  private static int firstDifference(String expected, String actual) {
    int common = 0;
    while (common < Math.min(expected.length(), actual.length())
        && expected.charAt(common) == actual.charAt(common)) {
      common++;
    }
    return Math.max(0, common - 60);
  }

  private static String shown(String answer, int from) {
    return answer.substring(from, Math.min(from + 400, answer.length()));
  }

  /** Status, kind and masked body. */
  private String answer(Peer peer, String home, Golden request)
      throws IOException, InterruptedException {
    URI base = peer.api().base();
    BodyPublisher body =
        request.form().isEmpty()
            ? BodyPublishers.noBody()
            : BodyPublishers.ofString(request.form());
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(
                    URI.create(base + request.path().replace("[", "%5B").replace("]", "%5D")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(request.method(), body)
                .build(),
            BodyHandlers.ofString());
    String type = answer.headers().firstValue("Content-Type").orElse("");
    String location = answer.headers().firstValue("Location").orElse("");
    String text =
        answer
            .body()
            .replace(base.getAuthority(), "SERVER")
            .replace(directory.resolve(home).toString(), "HOME");
    return answer.statusCode() + " " + type + " " + location + " " + GoldenMask.of(text);
  }

  private Path blocks() throws IOException {
    Path text = directory.resolve("samples.om");
    Files.writeString(text, samples());
    Path blocks = directory.resolve("blocks");
    Tool.Result made =
        Tool.run(
            directory,
            "",
            List.of(
                Peers.installed("promtool").toString(),
                "tsdb",
                "create-blocks-from",
                "openmetrics",
                text.toString(),
                blocks.toString()));
    assertThat(made.exitCode()).as(made.output()).isZero();
    return blocks;
  }

  /** Counters, decimals, doubles of all digits, and switches. */
  private static String samples() {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder("# TYPE m gauge\n");
    for (int s = 0; s < SERIES; s++) {
      double value = random.nextDouble() * 1e4;
      for (int i = 0; i < SAMPLES; i++) {
        value += random.nextInt(20);
        String sample =
            switch (s % 4) {
              case 0 -> Long.toString((long) value);
              case 1 -> "%.6f".formatted(value + random.nextDouble());
              case 2 -> Double.toString(random.nextDouble() * 100);
              default -> Integer.toString(random.nextInt(2));
            };
        text.append(
            "m{job=\"api\",instance=\"10.0.0.%d:9100\",path=\"/api/v1/x%d\",code=\"%d\"} %s %d\n"
                .formatted(s, s % 7, 200 + s % 5, sample, START_SECONDS + i * 15L));
      }
    }
    return text.append("# EOF\n").toString();
  }

  private static List<String> lines(String resource) throws IOException {
    try (var in =
        Objects.requireNonNull(GoldenRequestsTest.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    }
  }
}
