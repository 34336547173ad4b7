package dev.deucalion.scrape.discovery.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.testing.ManualTime;
import dev.deucalion.scrape.testing.Mechanisms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiscovererTest {
  @TempDir private Path directory;
  private final ManualTime time = new ManualTime(1_700_000_000_000L);
  private final AtomicInteger shortages = new AtomicInteger();
  private final DiscoveryContext context =
      Mechanisms.context(time, time)
          .withYaml((text, name) -> {
            if (shortages.getAndDecrement() > 0) {
              throw new OutOfMemoryError("test");
            }
            return List.of(new TargetGroup("0", List.of(), labels(text)));
          });
  private final Map<String, TargetGroup> groups = new LinkedHashMap<>();
  private @Nullable FileDiscoverer discoverer;

  private static Labels labels(String text) {
    return Labels.of("yaml", text);
  }

  @AfterEach
  void close() {
    FileDiscoverer started = discoverer;
    if (started != null) {
      started.close();
    }
  }

  private void start(String... names) {
    List<String> paths = new ArrayList<>();
    for (String name : names) {
      paths.add(directory.resolve(name).toString());
    }
    FileDiscoverer started = new FileDiscoverer(new FileDiscoveryOptions(paths, 60_000), context);
    discoverer = started;
    started.start(this::update);
  }

  private synchronized void update(List<TargetGroup> found) {
    found.forEach(group -> groups.put(group.source(), group));
  }

  private synchronized List<String> targets() {
    return Mechanisms.targets(List.copyOf(groups.values()));
  }

  private void awaitTargets(String... expected) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(targets()).containsExactly(expected));
  }

  /** Writes beside and renames, as careful programs do. */
  private void replace(String name, String text) throws IOException {
    Path temporary = Files.writeString(directory.resolve("temporary"), text);
    Files.move(
        temporary,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private String target(String name, String address) {
    return "{__address__=" + address + ", __meta_filepath=" + directory.resolve(name) + "}";
  }

  @Test
  void filesAreReadAgainWhenTheyChangeAndGoneOnesAreForgotten() throws Exception {
    replace("a.json", "[{\"targets\":[\"x:1\",\"x:2\"]},{\"targets\":[\"y:1\"]}]");
    start("*.json");
    awaitTargets(target("a.json", "x:1"), target("a.json", "x:2"), target("a.json", "y:1"));
    replace("a.json", "[{\"targets\":[\"x:3\"]}]");
    awaitTargets(target("a.json", "x:3"));
    replace("b.json", "[{\"targets\":[\"z:1\"]}]");
    awaitTargets(target("a.json", "x:3"), target("b.json", "z:1"));
    Files.delete(directory.resolve("a.json"));
    awaitTargets(target("b.json", "z:1"));
  }

  @Test
  void aBrokenFileKeepsItsTargets() throws Exception {
    replace("a.json", "[{\"targets\":[\"x:1\"]}]");
    start("a.json");
    awaitTargets(target("a.json", "x:1"));
    replace("a.json", "[{\"targets\":");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> value("prometheus_sd_file_read_errors") >= 1);
    assertThat(targets()).containsExactly(target("a.json", "x:1"));
    replace("a.json", "[{\"targets\":[\"x:2\"],\"labels\":{\"l\":\"v\"}}]");
    awaitTargets("{__address__=x:2, __meta_filepath=" + directory.resolve("a.json") + ", l=v}");
  }

  private double value(String name) {
    return context.metrics().families().stream()
        .filter(family -> family.name().equals(name))
        .flatMap(family -> family.members().stream())
        .mapToDouble(DiscoveryMetrics.Member::value)
        .sum();
  }

  @Test
  void theIntervalFindsWhatNoEventTold() throws Exception {
    Path later = directory.resolve("later");
    start("later/a.json");
    time.awaitParked(1);
    Files.createDirectory(later);
    Files.writeString(later.resolve("a.json"), "[{\"targets\":[\"x:1\"]}]");
    assertThat(targets()).isEmpty();
    time.advanceUntilWoken();
    awaitTargets(target("later/a.json", "x:1"));
  }

  @Test
  void goesOnAfterAMomentWithoutMemory() throws Exception {
    shortages.set(1);
    replace("a.yml", "text");
    start("a.yml");
    time.awaitParked(1);
    assertThat(shortages).hasValue(0);
    time.advanceUntilWoken();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          synchronized (this) {
            assertThat(groups).hasSize(1);
          }
        });
  }

  @Test
  void yamlIsReadByWhoeverCan() throws Exception {
    replace("a.yml", "text");
    start("a.yml");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          synchronized (this) {
            assertThat(groups.values())
                .singleElement()
                .satisfies(group -> {
                  assertThat(group.source()).isEqualTo(directory.resolve("a.yml") + ":0");
                  assertThat(group.labels().get("yaml")).isEqualTo("text");
                });
          }
        });
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> value("prometheus_sd_file_mtime_seconds") > 1_000_000_000);
  }
}
