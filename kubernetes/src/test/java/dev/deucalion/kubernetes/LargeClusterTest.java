package dev.deucalion.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.kubernetes.options.Role;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.options.HttpClientOptions;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** 10,000 pods in 5,000 endpoint slices. */
class LargeClusterTest {
  private static final int SLICES = 5_000;

  @Test
  void allOfItIsToldAtOnceAndAChangeAlone() throws DiscoveryException {
    Found.Program program = Found.Program.anywhere();
    try (FakeApi api = new FakeApi()) {
      api.preload(Objects.slicesWithPods(SLICES));
      KubernetesOptions options =
          KubernetesOptions.inCluster(Role.ENDPOINTSLICE)
              .withApiServer(api.url(), HttpClientOptions.DEFAULTS);
      try (Found found = program.start(options).awaitFirst()) {
        assertThat(found.updates()).hasSize(1);
        assertThat(found.groups()).hasSize(SLICES);
        assertThat(found.groups().values()).allMatch(group -> group.targets().size() == 2);
        assertThat(found.groups().values())
            .allMatch(group -> group.targets().get(1).has("__meta_kubernetes_pod_name"));

        Pod changed = Objects.pod("shop", "web-7", "10.2.0.3");
        changed.getMetadata().getLabels().put("app", "other");
        api.admin().resource(changed).update();
        found.await(all -> isChanged(all.get("endpointslice/shop/slice-3")));
        List<TargetGroup> update = found.updates().getLast();
        assertThat(found.updates()).hasSize(2);
        assertThat(update)
            .extracting(TargetGroup::source)
            .containsExactly("endpointslice/shop/slice-3");
      }
    }
  }

  private static boolean isChanged(@Nullable TargetGroup group) {
    return group != null
        && group.targets().get(1).get("__meta_kubernetes_pod_label_app").equals("other");
  }
}
