package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.server.config.ConfigReader;
import dev.deucalion.server.config.Retention;
import dev.deucalion.server.flags.CommandLine;
import dev.deucalion.server.flags.Flag;
import dev.deucalion.server.flags.Flags;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests are what Kubernetes takes, and what they tell the server is what it takes. */
class ManifestsTest {
  private static final Path MANIFESTS = Project.root().resolve("docs/operating/manifests");

  @Test
  void haveNoFieldThatKubernetesDoesNotKnow() throws Exception {
    List<String> kinds = new ArrayList<>();
    for (HasMetadata object : objects()) {
      kinds.add(object.getKind());
      assertThat(KubernetesObjects.unknownFields(object)).as(object.getKind()).isEmpty();
    }
    assertThat(kinds)
        .contains("Deployment", "StatefulSet", "ClusterRole", "ServiceAccount", "ConfigMap");
  }

  @Test
  void plantedMistakesAreFound() throws Exception {
    HasMetadata wrong =
        KubernetesObjects.read(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: a, labls: {}}
            spec: {containers: [{name: b, imagePolicy: Always}]}
            """);
    assertThat(KubernetesObjects.unknownFields(wrong))
        .containsExactlyInAnyOrder("metadata.labls", "spec.containers.imagePolicy");
    assertThatThrownBy(() ->
            KubernetesObjects.read("apiVersion: v1\nkind: Pod\nspec: {containers: {name: b}}\n"))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void argumentsAreThoseOfTheServer() throws Exception {
    int servers = 0;
    for (Container container : containers()) {
      if (container.getName().equals("prometheus")) {
        Flags flags = CommandLine.parse(container.getArgs());
        assertThat(flags.givenOf(Flag.Mode.AGENT)).isEmpty();
        assertThat(container.getCommand()).isEmpty();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getImage()).isEqualTo("deucalion:" + Project.version());
        servers++;
      }
    }
    assertThat(servers).isEqualTo(2);
  }

  @Test
  void theOperatorIsToldOfNothingButTheImage() throws Exception {
    Map<?, ?> resource = (Map<?, ?>) yaml("operator.yaml");
    assertThat(resource.get("apiVersion")).isEqualTo("monitoring.coreos.com/v1");
    assertThat(resource.get("kind")).isEqualTo("Prometheus");
    assertThat(at(resource, "spec", "image")).isEqualTo("deucalion:" + Project.version());
    Map<?, ?> values = (Map<?, ?>) yaml("kube-prometheus-stack-values.yaml");
    assertThat(at(values, "prometheus", "prometheusSpec", "image", "tag"))
        .isEqualTo(Project.version());
  }

  @Test
  void configurationsAreRead() throws Exception {
    int configurations = 0;
    for (HasMetadata object : objects()) {
      if (object instanceof ConfigMap map) {
        String text = Objects.requireNonNull(map.getData().get("prometheus.yml"));
        ConfigReader reader = new ConfigReader(Retention.ofFlags(0, 0), name -> null);
        assertThat(reader.read(text, "prometheus.yml", Path.of("/etc/prometheus")).scrapeJobs())
            .isNotEmpty();
        configurations++;
      }
    }
    assertThat(configurations).isEqualTo(2);
  }

  private static Object at(Object node, String... path) {
    Object found = node;
    for (String key : path) {
      found = Objects.requireNonNull(((Map<?, ?>) found).get(key), key);
    }
    return found;
  }

  private static List<Container> containers() throws Exception {
    List<Container> containers = new ArrayList<>();
    for (HasMetadata object : objects()) {
      if (object instanceof Deployment deployment) {
        containers.addAll(deployment.getSpec().getTemplate().getSpec().getContainers());
      } else if (object instanceof StatefulSet set) {
        containers.addAll(set.getSpec().getTemplate().getSpec().getContainers());
      }
    }
    return containers;
  }

  private static List<HasMetadata> objects() throws Exception {
    List<HasMetadata> objects = new ArrayList<>();
    for (String file : List.of("deployment.yaml", "thanos.yaml")) {
      String text = Files.readString(MANIFESTS.resolve(file));
      for (String document : text.split("(?m)^---$", -1)) {
        objects.add(KubernetesObjects.read(document));
      }
    }
    return objects;
  }

  private static Object yaml(String file) throws Exception {
    return new Load(LoadSettings.builder().build())
        .loadFromString(Files.readString(MANIFESTS.resolve(file)));
  }
}
