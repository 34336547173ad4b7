package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image as the Prometheus Operator runs it: with its arguments, rights, probes and reloads. */
@Tag("interop")
class OperatorPodTest {
  private static final int UID = 1000;
  private static final int GID = 2000;
  private static final String URL = "http://localhost:9090";

  private static final List<String> ARGUMENTS =
      List.of(
          "--config.file=/etc/prometheus/config_out/prometheus.env.yaml",
          "--web.enable-lifecycle",
          "--web.external-url=http://prometheus.monitoring:9090",
          "--web.route-prefix=/",
          "--web.page-title=Cluster",
          "--web.max-connections=512",
          "--web.config.file=/etc/prometheus/web_config/web-config.yaml",
          "--web.enable-remote-write-receiver",
          "--web.enable-otlp-receiver",
          "--enable-feature=exemplar-storage,native-histograms",
          "--log.level=info",
          "--log.format=logfmt",
          "--storage.tsdb.path=/prometheus",
          "--storage.tsdb.retention.time=24h",
          "--storage.tsdb.wal-compression",
          "--storage.tsdb.min-block-duration=2h",
          "--storage.tsdb.max-block-duration=2h",
          "--rules.alert.resend-delay=30s",
          "--query.lookback-delta=5m",
          "--query.max-concurrency=20",
          "--query.max-samples=50000000",
          "--query.timeout=2m",
          "--no-scrape.adjust-timestamps",
          "--scrape.timestamp-tolerance",
          "2ms");

  /** By the probes of start, readiness and life. */
  private static final List<String> PROBED = List.of("/-/ready", "/-/healthy");

  private static final String CONFIG =
      """
      global: {scrape_interval: 1s, query_log_file: /var/log/prometheus/query.log}
      scrape_configs:
      - job_name: self
        static_configs: [{targets: ['localhost:9090']}]
      """;

  @TempDir private Path dir;

  @BeforeEach
  void namespaces() throws Exception {
    Image.requireNamespaces(dir);
  }

  @Test
  void isReadyReloadsAndEnds() throws Exception {
    Image image = Image.build(dir);
    Volumes volumes =
        Volumes.make(
            dir,
            UID,
            GID,
            "/prometheus",
            "/etc/prometheus/config_out",
            "/etc/prometheus/web_config",
            "/var/log/prometheus");
    Path config = volumes.at("/etc/prometheus/config_out").resolve("prometheus.env.yaml");
    Files.writeString(config, CONFIG);
    Files.writeString(volumes.at("/etc/prometheus/web_config").resolve("web-config.yaml"), "{}\n");
    try (Pod pod = Pod.start(image, new Pod.Spec(UID, GID, volumes, ARGUMENTS), dir)) {
      pod.awaitReady();
      Set<String> files = Pod.files(image);
      assertThat(pod.status("Name")).isEqualTo("prometheus");
      assertThat(pod.status("NSpid")).endsWith("\t1");
      assertThat(pod.status("Uid")).isEqualTo("1000\t1000\t1000\t1000");
      assertThat(pod.status("CapEff")).isEqualTo("0000000000000000");
      assertThat(pod.exec("sh", "-c", "echo >/opt/file").output()).contains("Read-only");
      assertThat(pod.exec("sh", "-c", "[ ! -e /tmp ]").exitCode()).isZero();
      requireProbes(pod);
      for (String path : PROBED) {
        Tool probe = pod.exec("wget", "-q", "-O", "/dev/null", "http://10.1.2.3:9090" + path);
        assertThat(probe.exitCode()).as("the kubelet's: " + probe.output()).isZero();
      }
      requireReloads(pod, config);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> {
            assertThat(pod.get(URL + "/api/v1/query?query=up")).contains("\"1\"]");
            assertThat(volumes.at("/var/log/prometheus").resolve("query.log")).isNotEmptyFile();
          });

      pod.signal("TERM");
      assertThat(pod.awaitExit()).as(pod.log()).isZero();
      assertThat(pod.log())
          .contains("See you next time!")
          .doesNotContain("level=WARN source=Slf4J")
          .doesNotContain("Exception");
      assertThat(Pod.files(image)).isEqualTo(files);
    }
    assertThat(volumes.at("/prometheus").resolve("wal")).isNotEmptyDirectory();
  }

  private static void requireProbes(Pod pod) throws IOException, InterruptedException {
    for (String path : PROBED) {
      // What the operator runs in the pod where it listens on the loopback interface only.
      Tool probe =
          pod.exec(
              "sh",
              "-c",
              "if [ -x \"$(command -v curl)\" ]; then exec curl --fail "
                  + URL
                  + path
                  + "; elif [ -x \"$(command -v wget)\" ]; then exec wget -q -O /dev/null "
                  + URL
                  + path
                  + "; else exit 1; fi");
      assertThat(probe.exitCode()).as(probe.output()).isZero();
    }
  }

  private static void requireReloads(Pod pod, Path config) throws Exception {
    assertThat(pod.post(URL + "/-/reload").exitCode()).isZero();
    Files.writeString(config, "scrape_configs: 7\n");
    Tool refused = pod.post(URL + "/-/reload");
    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.output()).contains("prometheus.env.yaml:1:");
    assertThat(pod.get(URL + "/api/v1/status/runtimeinfo"))
        .contains("\"reloadConfigSuccess\":false");
    Files.writeString(config, CONFIG);
    pod.signal("HUP");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(pod.get(URL + "/api/v1/status/runtimeinfo"))
                .contains("\"reloadConfigSuccess\":true"));
  }

  /** With the operator's {@code listenLocal}. */
  @Test
  void listensOnTheLoopbackInterfaceOnlyWhereToldTo() throws Exception {
    Image image = Image.build(dir);
    Volumes volumes = Volumes.make(dir, UID, GID, "/prometheus", "/etc/prometheus");
    Files.writeString(volumes.at("/etc/prometheus").resolve("prometheus.yml"), "{}\n");
    List<String> arguments =
        List.of(
            "--config.file=/etc/prometheus/prometheus.yml",
            "--web.listen-address=127.0.0.1:9090",
            "--web.enable-lifecycle");
    try (Pod pod = Pod.start(image, new Pod.Spec(UID, GID, volumes, arguments), dir).awaitReady()) {
      requireProbes(pod);
      assertThat(pod.post(URL + "/-/reload").exitCode()).isZero();
      assertThat(pod.exec("wget", "-q", "-O", "-", "http://10.1.2.3:9090/-/ready").exitCode())
          .isNotZero();
    }
  }

  @Test
  void runsAsAnyUserWithItsOwnArguments() throws Exception {
    Image image = Image.build(dir);
    assertThat(image.recipe().image().only("USER").text()).isEqualTo("65534");
    int uid = 1_000_660_000;
    Volumes volumes = Volumes.make(dir, uid, 0, "/prometheus");
    List<String> arguments = image.recipe().image().only("CMD").words();
    try (Pod pod = Pod.start(image, new Pod.Spec(uid, 0, volumes, arguments), dir).awaitReady()) {
      assertThat(pod.get(URL + "/api/v1/query?query=1")).contains("success");
      assertThat(pod.exec("/bin/promtool", "check", "healthy").exitCode()).isZero();
      pod.signal("TERM");
      assertThat(pod.awaitExit()).as(pod.log()).isZero();
    }
  }
}
