package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.server.interop.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/** What a Thanos sidecar asks for before it ships blocks and serves queries. */
@TestInstance(Lifecycle.PER_CLASS)
final class ThanosSidecarTest {
  private ClientServer server;
  private Path directory;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    this.directory = directory;
    server = ClientServer.start(directory);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void flagsAllowIt() {
    Object flags = server.get("/api/v1/status/flags").data();
    assertThat(Json.at(flags, "storage.tsdb.min-block-duration")).isEqualTo("2h");
    assertThat(Json.at(flags, "storage.tsdb.max-block-duration")).isEqualTo("2h");
    assertThat(Json.at(flags, "web.enable-admin-api")).isEqualTo("true");
    assertThat(Json.at(flags, "web.enable-lifecycle")).isEqualTo("true");
    assertThat(Json.at(flags, "storage.tsdb.retention.time").toString()).matches("0s|\\d+[dhy].*");
    assertThat(Json.at(flags, "storage.tsdb.delay-compact-file.path")).isEqualTo("");
  }

  @Test
  void theConfigurationHasExternalLabels() {
    Object yaml = Json.at(server.get("/api/v1/status/config").data(), "yaml");
    assertThat(yaml.toString())
        .contains("  external_labels:\n    cluster: eu1\n    replica: \"0\"");
  }

  @Test
  void theDirectoryIsThatOfAStore() {
    assertThat(directory.resolve("data/wal")).isDirectory();
    assertThat(server.get("/metrics").body())
        .contains("\nprometheus_tsdb_lowest_timestamp_seconds ");
    assertThat(server.get("/-/ready").status()).isEqualTo(200);
  }

  @Test
  void theBuildHasAVersion() {
    assertThat(Json.at(server.get("/api/v1/status/buildinfo").data(), "version").toString())
        .matches("\\d+\\.\\d+\\.\\d+");
  }

  /** What the store API asks for labels and series, by GET and with times in seconds. */
  @Test
  void itsStoreFindsLabelsAndSeries() {
    String range = "&start=1000000000.000&end=4000000000.000&limit=10";
    String match = "match%5B%5D=%7B__name__%3D%22app_requests_total%22%2Ccode%3D~%22.%2B%22%7D";
    assertThat(server.get("/api/v1/series?" + match + range).list("")).hasSize(2);
    assertThat(server.get("/api/v1/labels?" + match + range).list("").toString())
        .isEqualTo("[__name__, code, instance, job, path]");
    assertThat(server.get("/api/v1/label/code/values?" + match + range).list("").toString())
        .isEqualTo("[200, 500]");
  }

  /** Rules and queries that a sidecar passes on have parameters that only Thanos knows. */
  @Test
  void parametersOfThanosDoNoHarm() {
    String more = "&dedup=true&partial_response=true&max_source_resolution=0s&engine=thanos";
    assertThat(server.get("/api/v1/query?query=app_limit" + more).list("result")).hasSize(1);
    assertThat(
            server
                .get("/api/v1/query_range?query=app_limit&start=1&end=2&step=1" + more)
                .list("result"))
        .isEmpty();
  }

  @Test
  void readsChunksInAStream() throws IOException {
    HttpResponse<byte[]> answer =
        server.postBytes(
            "/api/v1/read",
            Snappy.compress(readRequest("app_limit")),
            "Content-Encoding",
            "snappy",
            "Content-Type",
            "application/x-stream-protobuf",
            "User-Agent",
            "thanos/0.40.0");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse");
    ByteBuffer frame = ByteBuffer.wrap(answer.body());
    int length = varint(frame);
    int sum = frame.getInt();
    byte[] message = new byte[length];
    frame.get(message);
    CRC32C crc = new CRC32C();
    crc.update(message);
    assertThat((int) crc.getValue()).isEqualTo(sum);
    assertThat(frame.remaining()).as("one series is one frame").isZero();
    assertThat(new String(message, StandardCharsets.ISO_8859_1))
        .contains("app_limit", "cluster", "eu1", "replica");
  }

  /** Chunks are wanted, else samples. */
  private static byte[] readRequest(String name) {
    WireWriter out = new WireWriter();
    int query = out.begin(1);
    out.int64(1, 0);
    out.int64(2, 4_000_000_000_000L);
    for (String[] label : new String[][] {{"__name__", name}, {"cluster", "eu1"}}) {
      int matcher = out.begin(3);
      out.string(2, label[0]);
      out.string(3, label[1]);
      out.end(matcher);
    }
    out.end(query);
    int accepted = out.begin(2);
    out.varint(1);
    out.varint(0);
    out.end(accepted);
    return out.toByteArray();
  }

  private static int varint(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  @Test
  void itsPassThroughCallsAnswer() {
    Object group = server.get("/api/v1/rules?type=alert").list("groups").getFirst();
    assertThat(Json.list(Json.at(group, "rules"))).hasSize(1);
    assertThat(server.get("/api/v1/alerts").list("alerts")).hasSize(1);
    assertThat(server.get("/api/v1/targets?state=active").list("activeTargets")).hasSize(1);
    assertThat(server.get("/api/v1/metadata?metric=app_requests").data().toString())
        .contains("Requests.");
    assertThat(Json.at(server.get("/api/v1/status/tsdb").data(), "headStats", "numSeries"))
        .isNotNull();
    assertThat(server.get("/api/v1/query_exemplars?query=app_limit&start=1&end=2").list(""))
        .isEmpty();
  }

  @Test
  void aSnapshotIsADirectoryOfBlocks() throws IOException {
    Object name =
        Json.at(server.postForm("/api/v1/admin/tsdb/snapshot?skip_head=false", "").data(), "name");
    Path snapshot = directory.resolve("data/snapshots").resolve(name.toString());
    try (Stream<Path> blocks = Files.list(snapshot)) {
      assertThat(blocks.toList())
          .isNotEmpty()
          .allSatisfy(block -> {
            assertThat(block.getFileName().toString()).matches("[0-9A-Z]{26}");
            Object meta = Json.parse(Files.readString(block.resolve("meta.json")));
            assertThat(Json.at(meta, "ulid")).hasToString(block.getFileName().toString());
            assertThat(Json.at(meta, "compaction", "level")).hasToString("1");
          });
    }
  }
}
