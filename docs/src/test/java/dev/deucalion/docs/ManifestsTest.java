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
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
      assertThat(container.getSecurityContext()).as(container.getName()).isNotNull();
      assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
      if (container.getImage().startsWith("deucalion:")) {
        Flags flags = CommandLine.parse(container.getArgs());
        assertThat(flags.givenOf(Flag.Mode.AGENT)).isEmpty();
        assertThat(container.getCommand()).isEmpty();
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

  @Test
  void externalLabelsTellReplicasApart() throws Exception {
    assertThat(replica("prometheus-thanos-0")).isEqualTo("prometheus-thanos-0");
    assertThat(replica("prometheus-thanos-1")).isEqualTo("prometheus-thanos-1");
  }

  /** The label of a pod with this name, of which it learns by its environment. */
  private static String replica(String pod) throws Exception {
    Map<String, String> environment = new HashMap<>();
    for (Container container : containers()) {
      for (EnvVar variable : container.getEnv()) {
        assertThat(variable.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("metadata.name");
        environment.put(variable.getName(), pod);
      }
    }
    for (HasMetadata object : objects()) {
      if (object instanceof ConfigMap map
          && map.getMetadata().getName().equals("prometheus-thanos")) {
        ConfigReader reader = new ConfigReader(Retention.ofFlags(0, 0), environment::get);
        String text = Objects.requireNonNull(map.getData().get("prometheus.yml"));
        return reader
            .read(text, "prometheus.yml", Path.of("/etc/prometheus"))
            .global()
            .externalLabels()
            .get("replica");
      }
    }
    throw new AssertionError("no configuration");
  }

  private static Object at(Object node, String... path) {
    Object found = node;
    for (String key : path) {
      found = Objects.requireNonNull(((Map<?, ?>) found).get(key), key);
    }
    return found;
  }

  private static List<Container> containers() throws Exception {
    List<PodSpec> pods = new ArrayList<>();
    for (HasMetadata object : objects()) {
      if (object instanceof Deployment deployment) {
        pods.add(deployment.getSpec().getTemplate().getSpec());
      } else if (object instanceof StatefulSet set) {
        pods.add(set.getSpec().getTemplate().getSpec());
      }
    }
    List<Container> containers = new ArrayList<>();
    for (PodSpec pod : pods) {
      containers.addAll(pod.getInitContainers());
      containers.addAll(pod.getContainers());
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
