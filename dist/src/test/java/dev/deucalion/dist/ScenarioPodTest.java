package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A user's pod with Prometheus, Alertmanager and Grafana beside each other, in which only the
 * image's name was changed. Its alert is due after a minute, and so takes the test more than that.
 */
@Tag("interop")
class ScenarioPodTest {
  private static final int NOBODY = 65534;
  private static final Path ALERTMANAGER = Path.of("/usr/bin/prometheus-alertmanager");

  @TempDir private Path dir;
  private Path scenario;

  @BeforeEach
  void requirePeers() throws Exception {
    scenario = Path.of(System.getProperty("scenarios.dir"), "pod");
    // They are no part of the repository, so that nothing can require them.
    assumeTrue(Files.isDirectory(scenario), "no scenarios in " + scenario);
    Needs.installed(Files.isExecutable(ALERTMANAGER), "Alertmanager");
    Image.requireNamespaces(dir);
  }

  @Test
  void worksWithTheOtherImage() throws Exception {
    Image image = Image.build(dir);
    Volumes volumes = Volumes.make(dir, NOBODY, NOBODY, "/prometheus", "/etc/prometheus");
    Map<?, ?> files = (Map<?, ?>) at(yaml("prometheus-config.yaml"), "data");
    for (Map.Entry<?, ?> file : files.entrySet()) {
      Files.writeString(
          volumes.at("/etc/prometheus").resolve(String.valueOf(file.getKey())),
          String.valueOf(file.getValue()));
    }
    Map<?, ?> container =
        (Map<?, ?>)
            ((List<?>) at(yaml("deployment.yaml"), "spec", "template", "spec", "containers"))
                .getFirst();
    assertThat(at(container, "image").toString()).startsWith("prom/prometheus:");
    assertThat(container.containsKey("command")).isFalse();
    List<String> arguments =
        ((List<?>) at(container, "args")).stream().map(String::valueOf).toList();

    try (Pod pod =
        Pod.start(image, new Pod.Spec(NOBODY, NOBODY, volumes, arguments), dir).awaitReady()) {
      Files.writeString(
          dir.resolve("alertmanager.yml"), "{route: {receiver: n}, receivers: [{name: n}]}\n");
      try (Program _ =
          pod.beside(
              List.of(
                  ALERTMANAGER.toString(),
                  "--config.file=" + dir.resolve("alertmanager.yml"),
                  "--storage.path=" + dir.resolve("alertmanager"),
                  "--cluster.listen-address=",
                  "--web.listen-address=127.0.0.1:9093"),
              dir)) {
        await()
            .atMost(Duration.ofMinutes(2))
            .untilAsserted(() -> {
              assertThat(query(pod, "up{job='prometheus'}")).contains("\"1\"]");
              assertThat(query(pod, "up{job='echo'}")).contains("\"0\"]");
            });
        await()
            .atMost(Duration.ofSeconds(300))
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(() ->
                assertThat(pod.get("http://localhost:9093/api/v2/alerts"))
                    .contains("\"DeadMansSwitch\"", "テストアラート", "このアラートは常に発生します")
                    .contains("\"severity\":\"__severity__\""));
      }
      pod.signal("TERM");
      assertThat(pod.awaitExit()).as(pod.log()).isZero();
    }
    // Without the flag, the directory `data` below the working directory, as with Prometheus.
    assertThat(volumes.at("/prometheus").resolve("data/wal")).isNotEmptyDirectory();
  }

  private static String query(Pod pod, String expr) throws Exception {
    return pod.get("http://localhost:9090/api/v1/query?query=" + expr);
  }

  private Object yaml(String name) throws Exception {
    return new Load(LoadSettings.builder().build())
        .loadFromString(Files.readString(scenario.resolve(name)));
  }

  private static Object at(Object node, String... path) {
    Object found = node;
    for (String key : path) {
      found = Objects.requireNonNull(((Map<?, ?>) found).get(key), key);
    }
    return found;
  }
}
