package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.interop.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

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
            assertThat(block.resolve("meta.json")).isRegularFile();
          });
    }
  }
}
