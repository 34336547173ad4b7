package dev.deucalion.kubernetes.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.kubernetes.convert.Ingresses;
import dev.deucalion.kubernetes.convert.Nodes;
import dev.deucalion.kubernetes.convert.Services;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.discovery.TargetGroup;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles {@code node}, {@code service} and {@code ingress}. */
class SmallGroupsTest {
  private static final String NODE =
      """
      metadata: {name: node-1, labels: {zone/x: z1}, annotations: {a.b: c}}
      spec: {providerID: "aws:///i-1"}
      status:
        conditions:
          - {type: Ready, status: "True"}
          - {type: DiskPressure, status: Unknown}
        addresses:
          - {type: Hostname, address: host-1}
          - {type: ExternalIP, address: 1.2.3.4}
          - {type: InternalIP, address: 10.1.0.1}
          - {type: InternalIP, address: 10.1.0.2}
        daemonEndpoints: {kubeletEndpoint: {Port: 10250}}
      """;

  private static TargetGroup service(String yaml) {
    return ServiceGroup.of(Services.read(Yaml.read(yaml, Service.class)), Joined.NOTHING);
  }

  private static TargetGroup ingress(String yaml) {
    return IngressGroup.of(Ingresses.read(Yaml.read(yaml, Ingress.class)), Joined.NOTHING);
  }

  @Test
  void aNodeIsItsKubelet() {
    TargetGroup group =
        Objects.requireNonNull(NodeGroup.of(Nodes.read(Yaml.read(NODE, Node.class))));

    assertThat(group.source()).isEqualTo("node/node-1");
    assertThat(group.labels())
        .isEqualTo(
            Labels.of(
                "__meta_kubernetes_node_name", "node-1",
                "__meta_kubernetes_node_provider_id", "aws:///i-1",
                "__meta_kubernetes_node_condition_ready", "true",
                "__meta_kubernetes_node_condition_diskpressure", "unknown",
                "__meta_kubernetes_node_label_zone_x", "z1",
                "__meta_kubernetes_node_labelpresent_zone_x", "true",
                "__meta_kubernetes_node_annotation_a_b", "c",
                "__meta_kubernetes_node_annotationpresent_a_b", "true"));
    assertThat(group.targets())
        .containsExactly(
            Labels.of(
                "__address__", "10.1.0.1:10250",
                "instance", "node-1",
                "__meta_kubernetes_node_address_Hostname", "host-1",
                "__meta_kubernetes_node_address_ExternalIP", "1.2.3.4",
                "__meta_kubernetes_node_address_InternalIP", "10.1.0.1"));
  }

  @Test
  void aNodeWithoutAddressSaysNothing() {
    Node node = Yaml.read("{metadata: {name: node-1}}", Node.class);

    assertThat(NodeGroup.of(Nodes.read(node))).isNull();
  }

  @Test
  void aServiceHasATargetForEachPort() {
    TargetGroup group =
        service(
            """
            metadata: {name: web, namespace: shop, labels: {a: b}}
            spec:
              type: ClusterIP
              clusterIP: 10.96.0.1
              ports:
                - {name: http, port: 80, protocol: TCP}
                - {name: dns, port: 53, protocol: UDP}
            """);

    assertThat(group.source()).isEqualTo("svc/shop/web");
    assertThat(group.labels())
        .isEqualTo(
            Labels.of(
                "__meta_kubernetes_namespace", "shop",
                "__meta_kubernetes_service_name", "web",
                "__meta_kubernetes_service_label_a", "b",
                "__meta_kubernetes_service_labelpresent_a", "true"));
    assertThat(group.targets())
        .containsExactly(
            Labels.of(
                "__address__", "web.shop.svc:80",
                "__meta_kubernetes_service_cluster_ip", "10.96.0.1",
                "__meta_kubernetes_service_type", "ClusterIP",
                "__meta_kubernetes_service_port_name", "http",
                "__meta_kubernetes_service_port_number", "80",
                "__meta_kubernetes_service_port_protocol", "TCP"),
            Labels.of(
                "__address__", "web.shop.svc:53",
                "__meta_kubernetes_service_cluster_ip", "10.96.0.1",
                "__meta_kubernetes_service_type", "ClusterIP",
                "__meta_kubernetes_service_port_name", "dns",
                "__meta_kubernetes_service_port_number", "53",
                "__meta_kubernetes_service_port_protocol", "UDP"));
  }

  @Test
  void anExternalNameStandsInForTheClusterIp() {
    Labels target =
        service(
                """
                metadata: {name: web, namespace: shop}
                spec:
                  type: ExternalName
                  externalName: example.org
                  ports: [{port: 80, protocol: TCP}]
                """)
            .targets()
            .getFirst();

    assertThat(target.get("__meta_kubernetes_service_external_name")).isEqualTo("example.org");
    assertThat(target.has("__meta_kubernetes_service_cluster_ip")).isFalse();
  }

  @Test
  void aLoadBalancerHasTheAddressesThatItReports() {
    String yaml =
        """
        metadata: {name: web, namespace: shop}
        spec:
          type: LoadBalancer
          clusterIP: 10.96.0.1
          loadBalancerIP: 9.9.9.9
          ports: [{port: 80, protocol: TCP}]
        """;
    String reported =
        yaml + "status: {loadBalancer: {ingress: [{ip: 1.1.1.1}, {hostname: h}, {ip: 2.2.2.2}]}}\n";

    assertThat(loadBalancerIp(yaml)).isEqualTo("9.9.9.9");
    assertThat(loadBalancerIp(reported)).isEqualTo("1.1.1.1,2.2.2.2");
  }

  private static String loadBalancerIp(String yaml) {
    return service(yaml).targets().getFirst().get("__meta_kubernetes_service_loadbalancer_ip");
  }

  @Test
  void anIngressHasATargetForEachPath() {
    TargetGroup group =
        ingress(
            """
            metadata: {name: edge, namespace: shop, annotations: {a: b}}
            spec:
              ingressClassName: nginx
              tls: [{hosts: ["*.example.org"]}]
              rules:
                - host: www.example.org
                  http:
                    paths: [{path: /a}, {}]
                - host: plain.org
            """);

    assertThat(group.source()).isEqualTo("ingress/shop/edge");
    assertThat(group.labels())
        .isEqualTo(
            Labels.of(
                "__meta_kubernetes_namespace", "shop",
                "__meta_kubernetes_ingress_name", "edge",
                "__meta_kubernetes_ingress_class_name", "nginx",
                "__meta_kubernetes_ingress_annotation_a", "b",
                "__meta_kubernetes_ingress_annotationpresent_a", "true"));
    assertThat(group.targets())
        .containsExactly(
            path("www.example.org", "https", "/a"),
            path("www.example.org", "https", "/"),
            path("plain.org", "http", "/"));
  }

  private static Labels path(String host, String scheme, String path) {
    return Labels.of(
        "__address__", host,
        "__meta_kubernetes_ingress_host", host,
        "__meta_kubernetes_ingress_scheme", scheme,
        "__meta_kubernetes_ingress_path", path);
  }

  @ParameterizedTest
  @CsvSource({
    "example.org, example.org, true",
    "*.example.org, a.example.org, true",
    "*.example.org, a.b.example.org, false",
    "*.example.org, example.org, false",
    "a.*.org, a.b.org, false",
    "*, single, true",
    "*, two.parts, false",
  })
  void onlyTheFirstPartOfAPatternIsFree(String pattern, String host, boolean matches) {
    assertThat(IngressGroup.matches(pattern, host)).isEqualTo(matches);
  }
}
