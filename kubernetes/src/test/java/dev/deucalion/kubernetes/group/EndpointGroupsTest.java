package dev.deucalion.kubernetes.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.kubernetes.convert.EndpointsReader;
import dev.deucalion.kubernetes.convert.Nodes;
import dev.deucalion.kubernetes.convert.Pods;
import dev.deucalion.kubernetes.convert.Services;
import dev.deucalion.kubernetes.convert.Slices;
import dev.deucalion.kubernetes.object.NodeObject;
import dev.deucalion.kubernetes.object.PodObject;
import dev.deucalion.kubernetes.object.ServiceObject;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.scrape.discovery.TargetGroup;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Roles {@code endpoints} and {@code endpointslice}: the same service both ways. */
class EndpointGroupsTest {
  private static final String ENDPOINTS =
      """
      metadata: {name: web, namespace: shop, labels: {app: web}, annotations: {a: b}}
      subsets:
        - addresses:
            - ip: 10.0.0.1
              nodeName: node-1
              targetRef: {kind: Pod, name: web-0, namespace: shop}
            - ip: 10.0.0.9
              hostname: outside
          notReadyAddresses:
            - ip: 10.0.0.2
              targetRef: {kind: Node, name: node-1}
          ports:
            - {name: http, port: 8080, protocol: TCP}
      """;

  private static final String SLICE =
      """
      metadata:
        name: web-abc
        namespace: shop
        labels: {kubernetes.io/service-name: web}
      addressType: IPv4
      endpoints:
        - addresses: [10.0.0.1]
          conditions: {ready: true, serving: true, terminating: false}
          nodeName: node-1
          zone: z1
          hostname: web-0
          targetRef: {kind: Pod, name: web-0, namespace: shop}
          deprecatedTopology: {kubernetes.io/hostname: node-1}
        - addresses: [10.0.0.9]
          conditions: {ready: false}
      ports:
        - {name: http, port: 8080, protocol: TCP, appProtocol: http}
      """;

  private static final PodObject POD =
      Pods.read(
          Yaml.read(
              """
              metadata: {name: web-0, namespace: shop, uid: u1}
              spec:
                nodeName: node-1
                containers:
                  - name: web
                    image: web:2
                    ports:
                      - {name: serve, containerPort: 8080, protocol: SCTP}
                      - {name: metrics, containerPort: 9100, protocol: TCP}
                initContainers:
                  - name: init
                    image: init:1
                    ports: [{name: dbg, containerPort: 5005, protocol: TCP}]
              status: {podIP: 10.0.0.1, hostIP: 192.168.0.1, phase: Running}
              """,
              Pod.class));

  private static final ServiceObject SERVICE =
      Services.read(
          Yaml.read("{metadata: {name: web, namespace: shop, labels: {x: y}}}", Service.class));

  private static final NodeObject NODE =
      Nodes.read(Yaml.read("{metadata: {name: node-1, labels: {zone: z1}}}", Node.class));

  /** A cluster with the pod and the service, and with the node where asked for. */
  private record Cluster(boolean withNodes) implements Joined {
    @Override
    public @Nullable NodeObject node(String name) {
      return withNodes && name.equals("node-1") ? NODE : null;
    }

    @Override
    public @Nullable PodObject pod(String key) {
      return key.equals("shop/web-0") ? POD : null;
    }

    @Override
    public @Nullable ServiceObject service(String key) {
      return key.equals("shop/web") ? SERVICE : null;
    }
  }

  private static Labels ofPod(String... more) {
    LabelsBuilder labels = new LabelsBuilder();
    Labels.of(
            "__meta_kubernetes_pod_name", "web-0",
            "__meta_kubernetes_pod_uid", "u1",
            "__meta_kubernetes_pod_ip", "10.0.0.1",
            "__meta_kubernetes_pod_host_ip", "192.168.0.1",
            "__meta_kubernetes_pod_phase", "Running",
            "__meta_kubernetes_pod_ready", "unknown",
            "__meta_kubernetes_pod_node_name", "node-1")
        .forEach(labels::set);
    Labels.of(more).forEach(labels::set);
    return labels.build();
  }

  private static final Labels METRICS_PORT =
      ofPod(
          "__address__", "10.0.0.1:9100",
          "__meta_kubernetes_pod_container_name", "web",
          "__meta_kubernetes_pod_container_image", "web:2",
          "__meta_kubernetes_pod_container_init", "false",
          "__meta_kubernetes_pod_container_port_name", "metrics",
          "__meta_kubernetes_pod_container_port_number", "9100",
          "__meta_kubernetes_pod_container_port_protocol", "TCP");

  private static final Labels INIT_PORT =
      ofPod(
          "__address__", "10.0.0.1:5005",
          "__meta_kubernetes_pod_container_name", "init",
          "__meta_kubernetes_pod_container_image", "init:1",
          "__meta_kubernetes_pod_container_init", "true",
          "__meta_kubernetes_pod_container_port_name", "dbg",
          "__meta_kubernetes_pod_container_port_number", "5005",
          "__meta_kubernetes_pod_container_port_protocol", "TCP");

  @Test
  void endpointsAreJoinedWithServiceAndPods() {
    TargetGroup group =
        EndpointsGroup.of(
            EndpointsReader.read(Yaml.read(ENDPOINTS, Endpoints.class)), new Cluster(false));

    assertThat(group.source()).isEqualTo("endpoints/shop/web");
    assertThat(group.labels())
        .isEqualTo(
            Labels.of(
                "__meta_kubernetes_namespace", "shop",
                "__meta_kubernetes_service_name", "web",
                "__meta_kubernetes_service_label_x", "y",
                "__meta_kubernetes_service_labelpresent_x", "true",
                "__meta_kubernetes_endpoints_name", "web",
                "__meta_kubernetes_endpoints_label_app", "web",
                "__meta_kubernetes_endpoints_labelpresent_app", "true",
                "__meta_kubernetes_endpoints_annotation_a", "b",
                "__meta_kubernetes_endpoints_annotationpresent_a", "true"));
    assertThat(group.targets())
        .containsExactly(
            ofPod(
                "__address__", "10.0.0.1:8080",
                "__meta_kubernetes_endpoint_ready", "true",
                "__meta_kubernetes_endpoint_port_name", "http",
                "__meta_kubernetes_endpoint_port_protocol", "TCP",
                "__meta_kubernetes_endpoint_node_name", "node-1",
                "__meta_kubernetes_endpoint_address_target_kind", "Pod",
                "__meta_kubernetes_endpoint_address_target_name", "web-0",
                "__meta_kubernetes_pod_container_name", "web",
                "__meta_kubernetes_pod_container_image", "web:2",
                "__meta_kubernetes_pod_container_init", "false",
                "__meta_kubernetes_pod_container_port_name", "serve",
                "__meta_kubernetes_pod_container_port_number", "8080",
                "__meta_kubernetes_pod_container_port_protocol", "TCP"),
            Labels.of(
                "__address__", "10.0.0.9:8080",
                "__meta_kubernetes_endpoint_ready", "true",
                "__meta_kubernetes_endpoint_hostname", "outside",
                "__meta_kubernetes_endpoint_port_name", "http",
                "__meta_kubernetes_endpoint_port_protocol", "TCP"),
            Labels.of(
                "__address__", "10.0.0.2:8080",
                "__meta_kubernetes_endpoint_ready", "false",
                "__meta_kubernetes_endpoint_port_name", "http",
                "__meta_kubernetes_endpoint_port_protocol", "TCP",
                "__meta_kubernetes_endpoint_address_target_kind", "Node",
                "__meta_kubernetes_endpoint_address_target_name", "node-1"),
            METRICS_PORT,
            INIT_PORT);
  }

  @Test
  void slicesAreJoinedWithServiceAndPods() {
    TargetGroup group =
        SliceGroup.of(Slices.read(Yaml.read(SLICE, EndpointSlice.class)), new Cluster(false));

    assertThat(group.source()).isEqualTo("endpointslice/shop/web-abc");
    assertThat(group.labels())
        .isEqualTo(
            Labels.of(
                "__meta_kubernetes_namespace", "shop",
                "__meta_kubernetes_service_name", "web",
                "__meta_kubernetes_service_label_x", "y",
                "__meta_kubernetes_service_labelpresent_x", "true",
                "__meta_kubernetes_endpointslice_name", "web-abc",
                "__meta_kubernetes_endpointslice_address_type", "IPv4",
                "__meta_kubernetes_endpointslice_label_kubernetes_io_service_name", "web",
                "__meta_kubernetes_endpointslice_labelpresent_kubernetes_io_service_name", "true"));
    assertThat(group.targets())
        .containsExactly(
            ofPod(
                "__address__", "10.0.0.1:8080",
                "__meta_kubernetes_endpointslice_port", "8080",
                "__meta_kubernetes_endpointslice_port_name", "http",
                "__meta_kubernetes_endpointslice_port_protocol", "TCP",
                "__meta_kubernetes_endpointslice_port_app_protocol", "http",
                "__meta_kubernetes_endpointslice_endpoint_conditions_ready", "true",
                "__meta_kubernetes_endpointslice_endpoint_conditions_serving", "true",
                "__meta_kubernetes_endpointslice_endpoint_conditions_terminating", "false",
                "__meta_kubernetes_endpointslice_endpoint_hostname", "web-0",
                "__meta_kubernetes_endpointslice_endpoint_node_name", "node-1",
                "__meta_kubernetes_endpointslice_endpoint_zone", "z1",
                "__meta_kubernetes_endpointslice_endpoint_topology_kubernetes_io_hostname",
                    "node-1",
                "__meta_kubernetes_endpointslice_endpoint_topology_present_kubernetes_io_hostname",
                    "true",
                "__meta_kubernetes_endpointslice_address_target_kind", "Pod",
                "__meta_kubernetes_endpointslice_address_target_name", "web-0",
                "__meta_kubernetes_pod_container_name", "web",
                "__meta_kubernetes_pod_container_image", "web:2",
                "__meta_kubernetes_pod_container_init", "false",
                "__meta_kubernetes_pod_container_port_name", "serve",
                "__meta_kubernetes_pod_container_port_number", "8080",
                "__meta_kubernetes_pod_container_port_protocol", "SCTP"),
            Labels.of(
                "__address__", "10.0.0.9:8080",
                "__meta_kubernetes_endpointslice_port", "8080",
                "__meta_kubernetes_endpointslice_port_name", "http",
                "__meta_kubernetes_endpointslice_port_protocol", "TCP",
                "__meta_kubernetes_endpointslice_port_app_protocol", "http",
                "__meta_kubernetes_endpointslice_endpoint_conditions_ready", "false"),
            METRICS_PORT,
            INIT_PORT);
  }

  @Test
  void nodesAreAttachedToTheTargetsOnThem() {
    Cluster cluster = new Cluster(true);

    assertThat(
            EndpointsGroup.of(EndpointsReader.read(Yaml.read(ENDPOINTS, Endpoints.class)), cluster)
                .targets())
        .extracting(target -> target.get("__meta_kubernetes_node_label_zone"))
        .containsExactly("z1", "", "z1", "", "");
    assertThat(SliceGroup.of(Slices.read(Yaml.read(SLICE, EndpointSlice.class)), cluster).targets())
        .extracting(target -> target.get("__meta_kubernetes_node_label_zone"))
        .containsExactly("z1", "", "", "");
  }

  @Test
  void aSliceOfTheSecondFamilyHasNoTargets() {
    ServiceObject both =
        Services.read(
            Yaml.read(
                """
                metadata: {name: web, namespace: shop}
                spec: {ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv6, IPv4]}
                """,
                Service.class));
    Joined joined =
        new Joined() {
          @Override
          public @Nullable ServiceObject service(String key) {
            return both;
          }
        };
    String second = SLICE.replace("IPv4", "IPv6");

    assertThat(SliceGroup.of(Slices.read(Yaml.read(SLICE, EndpointSlice.class)), joined).targets())
        .isEmpty();
    assertThat(SliceGroup.of(Slices.read(Yaml.read(second, EndpointSlice.class)), joined).targets())
        .isNotEmpty();
  }

  @Test
  void aPortWithoutNumberLeavesTheAddressAlone() {
    String anyPort = SLICE.replace("port: 8080, ", "");
    Labels first =
        SliceGroup.of(Slices.read(Yaml.read(anyPort, EndpointSlice.class)), new Cluster(false))
            .targets()
            .getFirst();

    assertThat(first.get("__address__")).isEqualTo("10.0.0.1");
    assertThat(first.has("__meta_kubernetes_endpointslice_port")).isFalse();
    assertThat(first.has("__meta_kubernetes_pod_container_port_number")).isFalse();
  }
}
