package dev.deucalion.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.List;

/** Many objects that resemble those of a cluster. */
final class Objects {
  private Objects() {}

  static Pod pod(String namespace, String name, String ip) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .withUid("uid-" + name)
        .addToLabels("app", "web")
        .addToLabels("pod-template-hash", "6d4f")
        .addToAnnotations("prometheus.io/scrape", "true")
        .endMetadata()
        .withNewSpec()
        .withNodeName("node-1")
        .addNewContainer()
        .withName("web")
        .withImage("web:2")
        .addNewPort()
        .withName("http")
        .withContainerPort(8080)
        .withProtocol("TCP")
        .endPort()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .withPodIP(ip)
        .endStatus()
        .build();
  }

  /** A slice of the service {@code web} with an endpoint for each pod. */
  static EndpointSlice slice(String namespace, String name, List<Pod> pods) {
    EndpointSliceBuilder slice =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .addToLabels("kubernetes.io/service-name", "web")
            .endMetadata()
            .withAddressType("IPv4")
            .addNewPort()
            .withName("http")
            .withPort(8080)
            .withProtocol("TCP")
            .endPort();
    for (Pod pod : pods) {
      slice
          .addNewEndpoint()
          .withAddresses(pod.getStatus().getPodIP())
          .withNewConditions()
          .withReady(true)
          .endConditions()
          .withNodeName("node-1")
          .withNewTargetRef()
          .withKind("Pod")
          .withNamespace(namespace)
          .withName(pod.getMetadata().getName())
          .endTargetRef()
          .endEndpoint();
    }
    return slice.build();
  }

  /** Slices of two pods each, and their pods. */
  static List<HasMetadata> slicesWithPods(int slices) {
    List<HasMetadata> objects = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      Pod first = pod("shop", "web-" + 2 * i, "10.1." + i / 250 + "." + i % 250);
      Pod second = pod("shop", "web-" + (2 * i + 1), "10.2." + i / 250 + "." + i % 250);
      objects.add(first);
      objects.add(second);
      objects.add(slice("shop", "slice-" + i, List.of(first, second)));
    }
    return objects;
  }
}
