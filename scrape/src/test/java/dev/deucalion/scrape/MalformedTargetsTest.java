package dev.deucalion.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.GlobalScrapeOptions;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.StaticGroup;
import dev.deucalion.scrape.testing.RawPeer;
import dev.deucalion.scrape.testing.RecordingStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Targets that are broken each in their own way fail, say why, and leave the others alone. */
class MalformedTargetsTest {
  private static final int MIB = 1 << 20;

  private final RecordingStore store = new RecordingStore();
  private final ScrapeManager manager =
      NetworkScraping.into(
          store, ScrapeManagerOptions.defaults("agent", "host").withMaxBodyBytes(16 * MIB));
  private final Map<String, RawPeer> peers = new LinkedHashMap<>();

  @AfterEach
  void close() throws IOException {
    manager.close();
    for (RawPeer peer : peers.values()) {
      peer.close();
    }
  }

  private static RawPeer body(String text) throws IOException {
    return RawPeer.always(RawPeer.ok(text));
  }

  private static RawPeer hanging(String sent) throws IOException {
    return new RawPeer((request, out, closed) -> {
      out.write(sent.getBytes(UTF_8));
      closed.await();
      return false;
    });
  }

  private static RawPeer hugeLine(int mebibytes) throws IOException {
    return new RawPeer((request, out, closed) -> {
      out.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".getBytes(UTF_8));
      writeHugeLine(out, mebibytes);
      return false;
    });
  }

  private static void writeHugeLine(OutputStream out, int mebibytes) throws IOException {
    byte[] block = new byte[MIB];
    Arrays.fill(block, (byte) 'x');
    for (int i = 0; i < mebibytes; i++) {
      out.write(block);
    }
    out.write(" 1\n".getBytes(UTF_8));
  }

  private static RawPeer gzipBomb() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      writeHugeLine(gzip, 100);
    }
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    response.writeBytes(
        ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n"
                + "Content-Length: "
                + compressed.size()
                + "\r\n\r\n")
            .getBytes(UTF_8));
    response.writeBytes(compressed.toByteArray());
    return RawPeer.always(response.toByteArray());
  }

  @Test
  void eachFailsWithItsReasonAndTheGoodOneGoesOn() throws Exception {
    peers.put("good", body("a 1\n"));
    peers.put("invalid utf-8", RawPeer.always(invalidUtf8()));
    peers.put("duplicate label", body("a{b=\"1\",b=\"2\"} 1\n"));
    peers.put("no metric", body("{\n"));
    peers.put("no content type", RawPeer.once("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na 1\n"));
    peers.put("long line", hugeLine(2));
    peers.put("longer line", hugeLine(100));
    peers.put("loop", RawPeer.once("HTTP/1.1 307 Temporary Redirect\r\nLocation: /\r\n\r\n"));
    peers.put("hanging", hanging(""));
    peers.put(
        "hanging body", hanging(new String(RawPeer.ok("a 1\n"), UTF_8).replace("h: 4", "h: 9")));
    scrapeAll();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> health().values().stream().noneMatch(h -> h == TargetHealth.UNKNOWN));
    Map<String, String> errors = errors();
    assertThat(errors.get("good")).isEmpty();
    assertThat(errors.get("invalid utf-8")).contains("UTF-8");
    assertThat(errors.get("duplicate label")).contains("b");
    assertThat(errors.get("no metric")).isNotEmpty();
    assertThat(errors.get("no content type"))
        .startsWith("non-compliant scrape target sending blank Content-Type");
    assertThat(errors.get("long line")).contains("line");
    assertThat(errors.get("longer line")).startsWith("body is larger than 16777216 bytes");
    assertThat(errors.get("loop")).endsWith("stopped after 10 redirects");
    assertThat(errors.get("hanging")).startsWith("Get \"http://").endsWith("deadline exceeded");
    assertThat(errors.get("hanging body")).isEqualTo("context deadline exceeded");

    int scrapes = up("good").size();
    await().atMost(Duration.ofSeconds(60)).until(() -> up("good").size() > scrapes);
    for (String name : peers.keySet()) {
      assertThat(up(name))
          .as(name)
          .isNotEmpty()
          .allMatch(value -> value.equals(name.equals("good") ? "1.0" : "0.0"));
    }
    assertThat(store.series()).filteredOn(l -> l.metricName().equals("a")).hasSize(1);
  }

  /** By itself: two bodies of the largest size would race for the memory that all bodies share. */
  @Test
  void aBombFailsAtTheLargestBody() throws Exception {
    peers.put("bomb", gzipBomb());
    scrapeAll();

    await().atMost(Duration.ofSeconds(60)).until(() -> health().get("bomb") == TargetHealth.DOWN);
    assertThat(errors().get("bomb")).startsWith("body is larger than 16777216 bytes");
  }

  private static byte[] invalidUtf8() {
    byte[] response = RawPeer.ok("a{b=\"?\"} 1\n");
    response[response.length - 6] = (byte) 0xFF;
    return response;
  }

  private void scrapeAll() {
    List<DiscoveryOptions> groups = new ArrayList<>();
    peers.forEach((name, peer) ->
        groups.add(new StaticGroup(List.of(peer.address()), Labels.of("peer", name), name)));
    manager.applyConfig(
        GlobalScrapeOptions.DEFAULTS,
        List.of(
            ScrapeJobOptions.builder("j")
                .scrapeIntervalMs(2000)
                .scrapeTimeoutMs(2000)
                .discovery(groups)
                .build()));
  }

  private Map<String, TargetHealth> health() {
    Map<String, TargetHealth> all = new LinkedHashMap<>();
    manager.activeTargets().forEach(t -> all.put(t.labels().get("peer"), t.health()));
    return all;
  }

  private Map<String, String> errors() {
    Map<String, String> all = new LinkedHashMap<>();
    manager.activeTargets().forEach(t -> all.put(t.labels().get("peer"), t.lastError()));
    return all;
  }

  private List<String> up(String peer) {
    return store.series().stream()
        .filter(l -> l.metricName().equals("up") && l.get("peer").equals(peer))
        .flatMap(l -> store.samples(l).stream())
        .map(sample -> sample.substring(sample.indexOf(':') + 1))
        .toList();
  }
}
