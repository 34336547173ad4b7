package dev.deucalion.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.kubernetes.options.Role;
import dev.deucalion.scrape.discovery.Discoverer;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.options.HttpClientOptions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong between discovery and an API server: targets stay, and discovery goes on. */
class FailuresTest {
  private static final String FAILURES = "prometheus_sd_kubernetes_failures";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FakeApi api = new FakeApi();
  private final Found.Program program = Found.Program.anywhere();

  @AfterEach
  void stop() {
    api.close();
  }

  private Found startPods() throws DiscoveryException {
    KubernetesOptions options = KubernetesOptions.inCluster(Role.POD);
    return program.start(options.withApiServer(api.url(), HttpClientOptions.DEFAULTS));
  }

  private void add(String name) {
    HasMetadata pod = Objects.pod("shop", name, "10.0.0.1");
    api.admin().resource(pod).create();
  }

  private double failures() {
    return program.count(FAILURES);
  }

  private void awaitFailures(double more) {
    double now = failures();
    await().atMost(PATIENCE).until(() -> failures() >= now + more);
  }

  private void awaitWatch() {
    await().atMost(PATIENCE).until(() -> api.openWatches() == 1);
  }

  @Test
  void aRefusedListIsCountedAndTriedAgain() throws DiscoveryException {
    api.preload(List.of(Objects.pod("shop", "a", "10.0.0.1")));
    api.refuse(path -> path.contains("/pods"));
    try (Found found = startPods()) {
      awaitFailures(3);
      assertThat(found.updates()).isEmpty();

      api.allow();
      found.awaitGroup("pod/shop/a", true);
      assertThat(program.count("prometheus_sd_kubernetes_http_request", "status_code", "403"))
          .isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void aRefusedWatchKeepsWhatTheListGave() throws DiscoveryException {
    api.preload(List.of(Objects.pod("shop", "a", "10.0.0.1")));
    api.refuse(FakeApi::isWatch);
    try (Found found = startPods()) {
      found.awaitGroup("pod/shop/a", true);
      awaitFailures(2);
      assertThat(found.groups()).containsOnlyKeys("pod/shop/a");

      api.allow();
      add("b");
      found.awaitGroup("pod/shop/b", true);
    }
  }

  @Test
  void rightsThatAreTakenAwayLeaveTheTargets() throws DiscoveryException {
    api.preload(List.of(Objects.pod("shop", "a", "10.0.0.1")));
    try (Found found = startPods()) {
      found.awaitGroup("pod/shop/a", true);
      awaitWatch();
      api.refuse(path -> path.contains("/pods?"));
      api.breakWatches();
      awaitFailures(3);
      assertThat(found.groups()).containsOnlyKeys("pod/shop/a");

      api.allow();
      add("b");
      found.awaitGroup("pod/shop/b", true);
      assertThat(found.groups()).containsOnlyKeys("pod/shop/a", "pod/shop/b");
    }
  }

  @Test
  void aBrokenWatchIsTakenUpAgain() throws DiscoveryException {
    api.preload(List.of(Objects.pod("shop", "a", "10.0.0.1")));
    try (Found found = startPods()) {
      found.awaitGroup("pod/shop/a", true);
      for (String name : List.of("b", "c")) {
        awaitWatch();
        api.breakWatches();
        add(name);
        found.awaitGroup("pod/shop/" + name, true);
      }
      assertThat(found.updates()).hasSize(3);
    }
  }

  @Test
  void anExpiredVersionMeansAnotherList() throws DiscoveryException {
    api.preload(
        List.of(Objects.pod("shop", "a", "10.0.0.1"), Objects.pod("shop", "b", "10.0.0.2")));
    api.expireWatches(true);
    try (Found found = startPods()) {
      found.awaitGroup("pod/shop/a", true);
      await()
          .atMost(PATIENCE)
          .until(() -> api.requests(path -> path.contains("limit=")).size() > 2);
      api.admin().resource(Objects.pod("shop", "a", "")).delete();
      found.awaitGroup("pod/shop/a", false);
      assertThat(found.groups()).containsOnlyKeys("pod/shop/b");
      assertThat(found.updates()).hasSize(2);

      api.expireWatches(false);
      add("c");
      found.awaitGroup("pod/shop/c", true);
    }
  }

  @Test
  void aServerThatIsNotThereYetIsAwaited() throws DiscoveryException {
    String url;
    try (FakeApi gone = new FakeApi()) {
      url = gone.url();
    }
    KubernetesOptions options = KubernetesOptions.inCluster(Role.POD);
    try (Found found = program.start(options.withApiServer(url, HttpClientOptions.DEFAULTS))) {
      awaitFailures(2);
      assertThat(found.updates()).isEmpty();
      assertThat(program.count("prometheus_sd_kubernetes_http_request", "status_code", "<error>"))
          .isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void whatAMomentWithoutMemoryMetIsToldLater() throws DiscoveryException {
    api.preload(List.of(Objects.pod("shop", "a", "10.0.0.1")));
    AtomicInteger shortages = new AtomicInteger(2);
    List<String> told = new CopyOnWriteArrayList<>();
    KubernetesOptions options = KubernetesOptions.inCluster(Role.POD);
    try (Discoverer discoverer =
        program
            .mechanism()
            .create(
                options.withApiServer(api.url(), HttpClientOptions.DEFAULTS), program.context())) {
      discoverer.start(groups -> {
        if (shortages.getAndDecrement() > 0) {
          throw new OutOfMemoryError("test");
        }
        groups.forEach(group -> told.add(group.source() + " " + group.targets().size()));
      });
      await().atMost(PATIENCE).until(() -> told.contains("pod/shop/a 1"));
      awaitWatch();
      add("b");
      await().atMost(PATIENCE).until(() -> told.contains("pod/shop/b 1"));
      shortages.set(1);
      api.admin().resource(Objects.pod("shop", "a", "10.0.0.1")).delete();
      await().atMost(PATIENCE).until(() -> told.contains("pod/shop/a 0"));
      assertThat(told).containsExactly("pod/shop/a 1", "pod/shop/b 1", "pod/shop/a 0");
    }
  }
}
