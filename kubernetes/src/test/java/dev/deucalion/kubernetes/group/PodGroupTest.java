package dev.deucalion.kubernetes.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.kubernetes.convert.Nodes;
import dev.deucalion.kubernetes.convert.Others;
import dev.deucalion.kubernetes.convert.Pods;
import dev.deucalion.kubernetes.object.NamespaceObject;
import dev.deucalion.kubernetes.object.NodeObject;
import dev.deucalion.kubernetes.object.OwnedObject;
import dev.deucalion.kubernetes.object.PodObject;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.discovery.TargetGroup;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PodGroupTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: web-7d9-x2
        namespace: shop
        uid: abc-123
        labels: {app.kubernetes.io/name: web, empty: ""}
        annotations: {prometheus.io/scrape: "true", "ünï": "x"}
        ownerReferences:
          - {apiVersion: v1, kind: Other, name: other, uid: u0}
          - {apiVersion: apps/v1, kind: ReplicaSet, name: web-7d9, uid: u1, controller: true}
      spec:
        nodeName: node-1
        initContainers:
          - name: migrate
            image: migrate:1
        containers:
          - name: web
            image: web:2
            ports:
              - {name: http, containerPort: 8080, protocol: TCP}
              - {containerPort: 9090, protocol: UDP}
          - name: sidecar
            image: sidecar:3
      status:
        phase: Running
        podIP: 10.0.0.1
        hostIP: 192.168.0.1
        conditions:
          - {type: Initialized, status: "True"}
          - {type: Ready, status: "True"}
        containerStatuses:
          - {name: web, containerID: "containerd://w1"}
        initContainerStatuses:
          - {name: migrate, containerID: "containerd://m1"}
      """;

  private static final Labels SHARED =
      Labels.of(
          "__meta_kubernetes_namespace", "shop",
          "__meta_kubernetes_pod_name", "web-7d9-x2",
          "__meta_kubernetes_pod_ip", "10.0.0.1",
          "__meta_kubernetes_pod_host_ip", "192.168.0.1",
          "__meta_kubernetes_pod_uid", "abc-123",
          "__meta_kubernetes_pod_ready", "true",
          "__meta_kubernetes_pod_phase", "Running",
          "__meta_kubernetes_pod_node_name", "node-1",
          "__meta_kubernetes_pod_controller_kind", "ReplicaSet",
          "__meta_kubernetes_pod_controller_name", "web-7d9",
          "__meta_kubernetes_pod_label_app_kubernetes_io_name", "web",
          "__meta_kubernetes_pod_labelpresent_app_kubernetes_io_name", "true",
          "__meta_kubernetes_pod_labelpresent_empty", "true",
          "__meta_kubernetes_pod_annotation_prometheus_io_scrape", "true",
          "__meta_kubernetes_pod_annotationpresent_prometheus_io_scrape", "true",
          "__meta_kubernetes_pod_annotation__n_", "x",
          "__meta_kubernetes_pod_annotationpresent__n_", "true");

  private static PodObject pod(String yaml) {
    return Pods.read(Yaml.read(yaml, Pod.class));
  }

  @Test
  void aTargetForEachPortAndForEachContainerWithoutPorts() {
    TargetGroup group = PodGroup.of(pod(POD), Joined.NOTHING);

    assertThat(group.source()).isEqualTo("pod/shop/web-7d9-x2");
    assertThat(group.labels()).isEqualTo(SHARED);
    assertThat(group.targets())
        .containsExactly(
            Labels.of(
                "__address__", "10.0.0.1:8080",
                "__meta_kubernetes_pod_container_name", "web",
                "__meta_kubernetes_pod_container_image", "web:2",
                "__meta_kubernetes_pod_container_id", "containerd://w1",
                "__meta_kubernetes_pod_container_init", "false",
                "__meta_kubernetes_pod_container_port_name", "http",
                "__meta_kubernetes_pod_container_port_number", "8080",
                "__meta_kubernetes_pod_container_port_protocol", "TCP"),
            Labels.of(
                "__address__", "10.0.0.1:9090",
                "__meta_kubernetes_pod_container_name", "web",
                "__meta_kubernetes_pod_container_image", "web:2",
                "__meta_kubernetes_pod_container_id", "containerd://w1",
                "__meta_kubernetes_pod_container_init", "false",
                "__meta_kubernetes_pod_container_port_number", "9090",
                "__meta_kubernetes_pod_container_port_protocol", "UDP"),
            Labels.of(
                "__address__", "10.0.0.1",
                "__meta_kubernetes_pod_container_name", "sidecar",
                "__meta_kubernetes_pod_container_image", "sidecar:3",
                "__meta_kubernetes_pod_container_init", "false"),
            Labels.of(
                "__address__", "10.0.0.1",
                "__meta_kubernetes_pod_container_name", "migrate",
                "__meta_kubernetes_pod_container_image", "migrate:1",
                "__meta_kubernetes_pod_container_id", "containerd://m1",
                "__meta_kubernetes_pod_container_init", "true"));
  }

  @Test
  void anAddressOfIpv6IsInBrackets() {
    TargetGroup group = PodGroup.of(pod(POD.replace("10.0.0.1", "fd00::1")), Joined.NOTHING);

    assertThat(group.targets().getFirst().get("__address__")).isEqualTo("[fd00::1]:8080");
    assertThat(group.targets().get(2).get("__address__")).isEqualTo("fd00::1");
  }

  @Test
  void aPodWithoutAddressHasNoTargets() {
    TargetGroup group = PodGroup.of(pod(POD.replace("  podIP: 10.0.0.1\n", "")), Joined.NOTHING);

    assertThat(group.source()).isEqualTo("pod/shop/web-7d9-x2");
    assertThat(group.targets()).isEmpty();
  }

  @Test
  void readinessIsUnknownUntilSomebodySays() {
    PodObject pod =
        pod(POD.replace("{type: Ready, status: \"True\"}", "{type: X, status: \"True\"}"));

    assertThat(PodGroup.of(pod, Joined.NOTHING).labels().get("__meta_kubernetes_pod_ready"))
        .isEqualTo("unknown");
  }

  @Test
  void aPodOfWhichNothingIsKnownIsRead() {
    PodObject pod = pod("{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: b}}");

    assertThat(pod.ready()).isEqualTo("unknown");
    assertThat(PodGroup.of(pod, Joined.NOTHING).targets()).isEmpty();
  }

  @Test
  void nodeAndNamespaceAreAttached() {
    NodeObject node =
        Nodes.read(
            Yaml.read(
                "{metadata: {name: node-1, labels: {zone: z1}, annotations: {a: b}}}", Node.class));
    NamespaceObject namespace =
        Others.namespace(Yaml.read("{metadata: {name: shop, labels: {team: t}}}", Namespace.class));
    Joined joined =
        new Joined() {
          @Override
          public @Nullable NodeObject node(String name) {
            return name.equals("node-1") ? node : null;
          }

          @Override
          public boolean withNodes() {
            return true;
          }

          @Override
          public @Nullable NamespaceObject namespace(String name) {
            return name.equals("shop") ? namespace : null;
          }
        };

    Labels expected =
        SHARED.toBuilder()
            .set("__meta_kubernetes_node_name", "node-1")
            .set("__meta_kubernetes_node_label_zone", "z1")
            .set("__meta_kubernetes_node_labelpresent_zone", "true")
            .set("__meta_kubernetes_node_annotation_a", "b")
            .set("__meta_kubernetes_node_annotationpresent_a", "true")
            .set("__meta_kubernetes_namespace_label_team", "t")
            .set("__meta_kubernetes_namespace_labelpresent_team", "true")
            .build();
    assertThat(PodGroup.of(pod(POD), joined).labels()).isEqualTo(expected);
    PodObject elsewhere = pod(POD.replace("node-1", "node-2"));
    assertThat(PodGroup.of(elsewhere, joined).targets()).isEmpty();
  }

  @Test
  void whatOwnsTheControllerIsAttached() {
    OwnedObject replicaSet =
        Others.owned(
            Yaml.read(
                """
                metadata:
                  name: web-7d9
                  namespace: shop
                  ownerReferences: [{kind: Deployment, name: web, controller: true}]
                """,
                ReplicaSet.class));
    OwnedObject job =
        Others.owned(
            Yaml.read(
                """
                metadata:
                  name: web-7d9
                  namespace: shop
                  ownerReferences: [{kind: CronJob, name: nightly, controller: true}]
                """,
                Job.class));
    Joined joined =
        new Joined() {
          @Override
          public @Nullable OwnedObject replicaSet(String key) {
            return key.equals("shop/web-7d9") ? replicaSet : null;
          }

          @Override
          public @Nullable OwnedObject job(String key) {
            return key.equals("shop/web-7d9") ? job : null;
          }

          @Override
          public boolean withJobNames() {
            return true;
          }
        };

    assertThat(PodGroup.of(pod(POD), joined).labels())
        .isEqualTo(SHARED.toBuilder().set("__meta_kubernetes_pod_deployment_name", "web").build());
    PodObject ofJob = pod(POD.replace("kind: ReplicaSet", "kind: Job"));
    assertThat(PodGroup.of(ofJob, joined).labels())
        .isEqualTo(
            SHARED.toBuilder()
                .set("__meta_kubernetes_pod_controller_kind", "Job")
                .set("__meta_kubernetes_pod_job_name", "web-7d9")
                .set("__meta_kubernetes_pod_cronjob_name", "nightly")
                .build());
  }
}
