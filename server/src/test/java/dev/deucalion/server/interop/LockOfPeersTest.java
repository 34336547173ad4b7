package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus and Deucalion keep each other from a data directory that they have open. */
@Tag("interop")
class LockOfPeersTest {
  private static final String OURS = "is in use: its lock is held by another process";
  private static final String THEIRS = "lock DB directory: resource temporarily unavailable";

  @TempDir private Path directory;

  @BeforeEach
  void needPeers() {
    Peers.installed("prometheus");
  }

  @Test
  void weLeaveWhatPrometheusHolds() throws Exception {
    Path config = PrometheusStore.config(directory);
    try (Peer prometheus = prometheus(config)) {
      assertThatThrownBy(() -> Peers.deucalion(directory, config).close())
          .hasMessageContaining(OURS)
          .hasMessageContaining("ended with 1");
      assertThatThrownBy(() -> Tsdb.open(data(), TsdbOptions.DEFAULTS))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(OURS);
      assertThat(prometheus.stop()).isZero();
    }
    Peers.deucalion(directory, config).close();
  }

  @Test
  void prometheusLeavesWhatWeHold() throws Exception {
    Path config = PrometheusStore.config(directory);
    try (Peer deucalion = Peers.deucalion(directory, config)) {
      assertThatThrownBy(() -> prometheus(config).close()).hasMessageContaining(THEIRS);
      assertThat(Files.readString(data().resolve("lock"))).containsOnlyDigits();
      assertThat(deucalion.stop()).isZero();
    }
    prometheus(config).close();
  }

  /** A lock belongs to a process, not to the file that it leaves behind. */
  @Test
  void aKillFreesTheDirectory() throws Exception {
    Path config = PrometheusStore.config(directory);
    try (Peer prometheus = prometheus(config)) {
      prometheus.kill();
    }
    assertThat(data().resolve("lock")).exists();
    try (Peer deucalion = Peers.deucalion(directory, config)) {
      deucalion.kill();
    }
    assertThat(data().resolve("lock")).exists();
    prometheus(config).close();
  }

  /** Debian's takes no lock unless it is told to; others have the flag that denies it. */
  private Peer prometheus(Path config) {
    return Peers.prometheus(directory, config, "--storage.tsdb.use-lockfile");
  }

  private Path data() {
    return directory.resolve("data");
  }
}
