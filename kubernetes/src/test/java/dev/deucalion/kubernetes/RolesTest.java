package dev.deucalion.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.kubernetes.options.Attachment;
import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.kubernetes.options.Namespaces;
import dev.deucalion.kubernetes.options.Role;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.options.HttpClientOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each role over real lists and watches: objects come, change and go. */
class RolesTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web-0, namespace: shop, labels: {app: web}}
      spec:
        nodeName: node-1
        containers:
          - name: web
            image: web:2
            ports: [{name: http, containerPort: 8080, protocol: TCP}]
      status: {podIP: 10.0.0.1, phase: Running}
      """;

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop, labels: {tier: front}}
      spec:
        type: ClusterIP
        clusterIP: 10.96.0.1
        ports: [{name: http, port: 80, protocol: TCP}]
      """;

  private static final String ENDPOINTS =
      """
      apiVersion: v1
      kind: Endpoints
      metadata: {name: web, namespace: shop}
      subsets:
        - addresses:
            - ip: 10.0.0.1
              nodeName: node-1
              targetRef: {kind: Pod, name: web-0, namespace: shop}
          ports: [{name: http, port: 8080, protocol: TCP}]
      """;

  private static final String SLICE =
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: web-abc
        namespace: shop
        labels: {kubernetes.io/service-name: web}
      addressType: IPv4
      endpoints:
        - addresses: [10.0.0.1]
          conditions: {ready: true}
          nodeName: node-1
          targetRef: {kind: Pod, name: web-0, namespace: shop}
      ports: [{name: http, port: 8080, protocol: TCP}]
      """;

  private static final String NODE =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: node-1, labels: {zone: z1}}
      spec: {providerID: p1}
      status:
        addresses: [{type: InternalIP, address: 10.1.0.1}]
        daemonEndpoints: {kubeletEndpoint: {Port: 10250}}
      """;

  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: edge, namespace: shop}
      spec:
        ingressClassName: nginx
        rules: [{host: example.org, http: {paths: [{path: /a, pathType: Prefix}]}}]
      """;

  private static final String NAMESPACE =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {team: t1}}
      """;

  private final FakeApi api = new FakeApi();
  private final Found.Program program = Found.Program.anywhere();

  @AfterEach
  void stop() {
    api.close();
  }

  private KubernetesOptions options(Role role) {
    return KubernetesOptions.inCluster(role).withApiServer(api.url(), HttpClientOptions.DEFAULTS);
  }

  private static TargetGroup group(Found found, String source) {
    return Objects.requireNonNull(found.group(source));
  }

  private double events(String role, String event) {
    return program.count("prometheus_sd_kubernetes_events", "role", role, "event", event);
  }

  @Test
  void pods() throws DiscoveryException {
    api.add(POD);
    try (Found found = program.start(options(Role.POD)).awaitFirst()) {
      assertThat(found.groups()).containsOnlyKeys("pod/shop/web-0");
      assertThat(group(found, "pod/shop/web-0").targets())
          .containsExactly(
              Labels.of(
                  "__address__", "10.0.0.1:8080",
                  "__meta_kubernetes_pod_container_name", "web",
                  "__meta_kubernetes_pod_container_image", "web:2",
                  "__meta_kubernetes_pod_container_init", "false",
                  "__meta_kubernetes_pod_container_port_name", "http",
                  "__meta_kubernetes_pod_container_port_number", "8080",
                  "__meta_kubernetes_pod_container_port_protocol", "TCP"));

      api.change(POD.replace("app: web", "app: shop"));
      found.await(all ->
          Objects.requireNonNull(all.get("pod/shop/web-0"))
              .labels()
              .get("__meta_kubernetes_pod_label_app")
              .equals("shop"));
      api.add(POD.replace("web-0", "web-1").replace("10.0.0.1", "10.0.0.2"));
      found.awaitGroup("pod/shop/web-1", true);
      api.remove(POD);
      found.awaitGroup("pod/shop/web-0", false);

      assertThat(found.updates()).hasSize(4).allMatch(update -> update.size() == 1);
      assertThat(events("pod", "add")).isEqualTo(2);
      assertThat(events("pod", "update")).isEqualTo(1);
      assertThat(events("pod", "delete")).isEqualTo(1);
    }
  }

  @Test
  void aChangeThatShowsInNoLabelIsNotToldAndIsCounted() throws DiscoveryException {
    api.add(POD);
    try (Found found = program.start(options(Role.POD)).awaitFirst()) {
      api.change(POD.replace("phase: Running", "phase: Running, message: busy"));
      api.add(POD.replace("web-0", "web-1"));
      found.awaitGroup("pod/shop/web-1", true);

      assertThat(found.updates()).hasSize(2);
      assertThat(events("pod", "update")).isEqualTo(1);
    }
  }

  @Test
  void services() throws DiscoveryException {
    api.add(SERVICE);
    try (Found found = program.start(options(Role.SERVICE)).awaitFirst()) {
      assertThat(group(found, "svc/shop/web").targets())
          .extracting(target -> target.get("__address__"))
          .containsExactly("web.shop.svc:80");
      api.change(SERVICE.replace("port: 80", "port: 81"));
      found.await(all ->
          Objects.requireNonNull(all.get("svc/shop/web"))
              .targets()
              .getFirst()
              .get("__address__")
              .equals("web.shop.svc:81"));
      api.remove(SERVICE);
      found.awaitGroup("svc/shop/web", false);
    }
  }

  @Test
  void nodes() throws DiscoveryException {
    api.add(NODE);
    // They are in no namespace, so naming some changes nothing.
    KubernetesOptions options =
        options(Role.NODE).withNamespaces(new Namespaces(false, List.of("shop", "bank")));
    try (Found found = program.start(options).awaitFirst()) {
      assertThat(group(found, "node/node-1").targets())
          .containsExactly(
              Labels.of(
                  "__address__", "10.1.0.1:10250",
                  "instance", "node-1",
                  "__meta_kubernetes_node_address_InternalIP", "10.1.0.1"));
      assertThat(group(found, "node/node-1").labels())
          .isEqualTo(
              Labels.of(
                  "__meta_kubernetes_node_name", "node-1",
                  "__meta_kubernetes_node_provider_id", "p1",
                  "__meta_kubernetes_node_label_zone", "z1",
                  "__meta_kubernetes_node_labelpresent_zone", "true"));
      api.remove(NODE);
      found.awaitGroup("node/node-1", false);
      assertThat(events("node", "add")).isEqualTo(1);
    }
  }

  @Test
  void ingresses() throws DiscoveryException {
    api.add(NAMESPACE);
    api.add(INGRESS);
    KubernetesOptions options = options(Role.INGRESS).withAttach(Set.of(Attachment.NAMESPACE));
    try (Found found = program.start(options).awaitFirst()) {
      assertThat(group(found, "ingress/shop/edge").targets())
          .containsExactly(
              Labels.of(
                  "__address__", "example.org",
                  "__meta_kubernetes_ingress_host", "example.org",
                  "__meta_kubernetes_ingress_scheme", "http",
                  "__meta_kubernetes_ingress_path", "/a"));
      assertThat(label(found.groups(), "ingress/shop/edge", "namespace_label_team"))
          .isEqualTo("t1");
      api.change(NAMESPACE.replace("t1", "t2"));
      found.await(all -> label(all, "ingress/shop/edge", "namespace_label_team").equals("t2"));
      api.remove(INGRESS);
      found.awaitGroup("ingress/shop/edge", false);
    }
  }

  private static String label(Map<String, TargetGroup> groups, String source, String suffix) {
    TargetGroup group = groups.get(source);
    return group == null ? "" : group.labels().get("__meta_kubernetes_" + suffix);
  }

  private static String target(Map<String, TargetGroup> groups, String source, String suffix) {
    TargetGroup group = groups.get(source);
    return group == null ? "" : group.targets().getFirst().get("__meta_kubernetes_" + suffix);
  }

  @Test
  void endpointsFollowServicesPodsAndNodes() throws DiscoveryException {
    List.of(NODE, SERVICE, POD, ENDPOINTS).forEach(api::add);
    KubernetesOptions options = options(Role.ENDPOINTS).withAttach(Set.of(Attachment.NODE));
    String source = "endpoints/shop/web";
    try (Found found = program.start(options).awaitFirst()) {
      assertThat(found.groups()).containsOnlyKeys(source);
      followJoined(found, source);

      api.remove(SERVICE);
      found.await(all -> label(all, source, "service_name").isEmpty());
      api.remove(ENDPOINTS);
      found.awaitGroup(source, false);
    }
  }

  @Test
  void slicesFollowServicesPodsAndNodes() throws DiscoveryException {
    List.of(NODE, SERVICE, POD, SLICE).forEach(api::add);
    KubernetesOptions options = options(Role.ENDPOINTSLICE).withAttach(Set.of(Attachment.NODE));
    String source = "endpointslice/shop/web-abc";
    try (Found found = program.start(options).awaitFirst()) {
      assertThat(found.groups()).containsOnlyKeys(source);
      followJoined(found, source);

      api.change(SLICE.replace("ready: true", "ready: false"));
      found.await(
          all -> target(all, source, "endpointslice_endpoint_conditions_ready").equals("false"));
      api.remove(SLICE);
      found.awaitGroup(source, false);
    }
  }

  private void followJoined(Found found, String source) {
    assertThat(label(found.groups(), source, "service_label_tier")).isEqualTo("front");
    assertThat(target(found.groups(), source, "pod_label_app")).isEqualTo("web");
    assertThat(target(found.groups(), source, "pod_container_port_name")).isEqualTo("http");
    assertThat(target(found.groups(), source, "node_label_zone")).isEqualTo("z1");

    api.change(SERVICE.replace("front", "back"));
    found.await(all -> label(all, source, "service_label_tier").equals("back"));
    api.change(POD.replace("phase: Running", "phase: Failed"));
    found.await(all -> target(all, source, "pod_phase").equals("Failed"));
    api.change(NODE.replace("z1", "z2"));
    found.await(all -> target(all, source, "node_label_zone").equals("z2"));
    assertThat(found.updates()).hasSize(4).allMatch(update -> update.size() == 1);

    api.remove(POD);
    found.await(all -> target(all, source, "pod_name").isEmpty());
    api.add(POD);
    found.await(all -> target(all, source, "pod_name").equals("web-0"));
  }
}
