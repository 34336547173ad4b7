package dev.deucalion.kubernetes.client;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/**
 * Reads from the JSON of an API server only what {@code convert} looks at. The rest is skipped: no
 * object is made of it, and the classes for it are not even loaded.
 */
final class NeededJson {
  private static final List<Class<? extends KubernetesResource>> KINDS =
      List.of(
          Status.class,
          Pod.class,
          Service.class,
          Endpoints.class,
          EndpointSlice.class,
          Ingress.class,
          Node.class,
          Namespace.class,
          ReplicaSet.class,
          Job.class);

  private NeededJson() {}

  static KubernetesSerialization create() {
    ObjectMapper mapper =
        new ObjectMapper()
            .addMixIn(ObjectMeta.class, MetaPart.class)
            .addMixIn(PodSpec.class, PodSpecPart.class)
            .addMixIn(PodStatus.class, PodStatusPart.class)
            .addMixIn(Container.class, ContainerPart.class)
            .addMixIn(ContainerStatus.class, ContainerStatusPart.class)
            .addMixIn(ServiceSpec.class, ServiceSpecPart.class)
            .addMixIn(NodeSpec.class, NodeSpecPart.class)
            .addMixIn(NodeStatus.class, NodeStatusPart.class)
            .addMixIn(HTTPIngressPath.class, IngressPathPart.class)
            .addMixIn(Namespace.class, MetadataOnly.class)
            .addMixIn(ReplicaSet.class, MetadataOnly.class)
            .addMixIn(Job.class, MetadataOnly.class);
    KubernetesSerialization serialization = new KubernetesSerialization(mapper, false);
    KINDS.forEach(serialization::registerKubernetesResource);
    return serialization;
  }

  @JsonIncludeProperties({"apiVersion", "kind", "metadata"})
  private interface MetadataOnly {}

  @JsonIncludeProperties({
    "name",
    "namespace",
    "uid",
    "resourceVersion",
    "labels",
    "annotations",
    "ownerReferences"
  })
  private interface MetaPart {}

  @JsonIncludeProperties({"nodeName", "containers", "initContainers"})
  private interface PodSpecPart {}

  @JsonIncludeProperties({
    "phase",
    "podIP",
    "hostIP",
    "conditions",
    "containerStatuses",
    "initContainerStatuses"
  })
  private interface PodStatusPart {}

  @JsonIncludeProperties({"name", "image", "ports"})
  private interface ContainerPart {}

  @JsonIncludeProperties({"name", "containerID"})
  private interface ContainerStatusPart {}

  @JsonIncludeProperties({
    "type",
    "clusterIP",
    "externalName",
    "loadBalancerIP",
    "ipFamilies",
    "ipFamilyPolicy",
    "ports"
  })
  private interface ServiceSpecPart {}

  @JsonIncludeProperties("providerID")
  private interface NodeSpecPart {}

  @JsonIncludeProperties({"conditions", "addresses", "daemonEndpoints"})
  private interface NodeStatusPart {}

  @JsonIncludeProperties("path")
  private interface IngressPathPart {}
}
