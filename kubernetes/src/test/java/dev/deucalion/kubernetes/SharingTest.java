package dev.deucalion.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.kubernetes.options.Attachment;
import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.kubernetes.options.Namespaces;
import dev.deucalion.kubernetes.options.Role;
import dev.deucalion.kubernetes.options.Selector;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.options.HttpClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much is asked of an API server. */
class SharingTest {
  private final FakeApi api = new FakeApi();
  private final Found.Program program = Found.Program.anywhere();

  @AfterEach
  void stop() {
    api.close();
  }

  private KubernetesOptions options(Role role) {
    return KubernetesOptions.inCluster(role).withApiServer(api.url(), HttpClientOptions.DEFAULTS);
  }

  private static Predicate<String> listOf(String plural) {
    return path -> path.contains("/" + plural + "?") && !FakeApi.isWatch(path);
  }

  @Test
  void rolesThatNeedTheSameObjectsShareTheirWatch() throws DiscoveryException {
    api.preload(Objects.slicesWithPods(1));
    api.add("{apiVersion: v1, kind: Node, metadata: {name: node-1}}");
    KubernetesOptions withNodes = options(Role.POD).withAttach(Set.of(Attachment.NODE));
    try (Found pods = program.start(options(Role.POD)).awaitFirst();
        Found nodePods = program.start(withNodes).awaitFirst();
        Found slices = program.start(options(Role.ENDPOINTSLICE)).awaitFirst()) {
      assertThat(pods.groups()).hasSize(2);
      assertThat(nodePods.groups()).hasSize(2);
      assertThat(slices.groups()).hasSize(1);
      assertThat(api.requests(listOf("pods"))).hasSize(1);

      api.admin().resource(Objects.pod("shop", "new", "10.9.9.9")).create();
      pods.awaitGroup("pod/shop/new", true);
      nodePods.awaitGroup("pod/shop/new", true);
    }
  }

  @Test
  void theLastDiscovererEndsTheWatch() throws DiscoveryException {
    api.preload(List.of(Objects.pod("shop", "a", "10.0.0.1")));
    program.start(options(Role.POD)).awaitFirst().close();
    await().atMost(Duration.ofSeconds(60)).until(() -> api.openWatches() == 0);

    try (Found again = program.start(options(Role.POD)).awaitFirst()) {
      assertThat(again.groups()).hasSize(1);
    }
    assertThat(api.requests(listOf("pods"))).hasSize(2);
  }

  @Test
  void namespacesAreWatchedOneByOne() throws DiscoveryException {
    api.preload(
        List.of(
            Objects.pod("a", "x", "10.0.0.1"),
            Objects.pod("b", "x", "10.0.0.2"),
            Objects.pod("c", "x", "10.0.0.3")));
    KubernetesOptions options =
        options(Role.POD).withNamespaces(new Namespaces(false, List.of("a", "b", "a")));
    try (Found found = program.start(options)) {
      found.await(all -> all.size() == 2);
      assertThat(found.groups()).containsOnlyKeys("pod/a/x", "pod/b/x");
      assertThat(api.requests(listOf("pods")))
          .allMatch(path -> path.contains("/namespaces/"))
          .hasSize(2);
    }
  }

  @Test
  void aNamespaceThatIsRefusedDoesNotStopTheOthers() throws DiscoveryException {
    api.preload(List.of(Objects.pod("a", "x", "10.0.0.1"), Objects.pod("b", "x", "10.0.0.2")));
    api.refuse(path -> path.contains("/namespaces/a/"));
    KubernetesOptions options =
        options(Role.POD).withNamespaces(new Namespaces(false, List.of("a", "b")));
    try (Found found = program.start(options)) {
      found.awaitGroup("pod/b/x", true);
      api.allow();
      found.awaitGroup("pod/a/x", true);
    }
  }

  @Test
  void selectorsGoToTheServer() throws DiscoveryException {
    api.preload(List.of(Objects.pod("a", "x", "10.0.0.1"), Objects.pod("a", "y", "10.0.0.2")));
    Selector selector = new Selector(Role.POD, "app=web", "metadata.name=x");
    KubernetesOptions options = options(Role.POD).withSelectors(List.of(selector));
    try (Found found = program.start(options).awaitFirst()) {
      assertThat(found.groups()).containsOnlyKeys("pod/a/x");
      assertThat(api.requests(path -> path.contains("/pods?")))
          .isNotEmpty()
          .allMatch(path -> path.contains("labelSelector=app%3Dweb"))
          .allMatch(path -> path.contains("fieldSelector=metadata.name%3Dx"));
    }
  }
}
