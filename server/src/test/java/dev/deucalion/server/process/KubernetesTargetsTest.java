package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs as kube-prometheus-stack's values and the Prometheus Operator write them, over a real
 * discovery: the API server is a mock, the scraped targets are not.
 */
class KubernetesTargetsTest {
  private static final String OBJECTS =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: NAME
        namespace: default
        labels: {app: NAME}
        annotations: {prometheus.io/scrape: "SCRAPE"}
      spec:
        clusterIP: 10.96.0.1
        ports: [{name: metrics, port: 8080, protocol: TCP}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: NAME-0, namespace: default, uid: u1, labels: {app: NAME}}
      spec:
        nodeName: node-1
        containers:
          - name: main
            image: main:1
            ports: [{name: metrics, containerPort: PORT, protocol: TCP}]
      status: {podIP: 127.0.0.1, phase: Running}
      ---
      apiVersion: v1
      kind: Endpoints
      metadata: {name: NAME, namespace: default, labels: {app: NAME}}
      subsets:
        - addresses:
            - ip: 127.0.0.1
              nodeName: node-1
              targetRef: {kind: Pod, name: NAME-0, namespace: default}
          ports: [{name: metrics, port: PORT, protocol: TCP}]
      """;

  private static final String CONFIG =
      """
      global: {scrape_interval: 200ms}
      scrape_configs:
      - job_name: 'kubernetes-service-endpoints'
        kubernetes_sd_configs:
          - role: endpoints
            api_server: API
        relabel_configs:
          - source_labels: [__meta_kubernetes_service_annotation_prometheus_io_scrape]
            action: keep
            regex: true
      - job_name: serviceMonitor/monitoring/app-metrics/0
        honor_labels: true
        kubernetes_sd_configs:
        - role: endpoints
          api_server: API
          namespaces:
            own_namespace: false
            names: [default]
        metrics_path: /metrics
        relabel_configs:
        - source_labels: [job]
          target_label: __tmp_prometheus_job_name
        - action: keep
          source_labels:
          - __meta_kubernetes_service_label_app
          - __meta_kubernetes_service_labelpresent_app
          regex: (your-app);true
        - action: keep
          source_labels: [__meta_kubernetes_endpoint_port_name]
          regex: metrics
        - source_labels:
          - __meta_kubernetes_endpoint_address_target_kind
          - __meta_kubernetes_endpoint_address_target_name
          separator: ;
          regex: Node;(.*)
          replacement: ${1}
          target_label: node
        - source_labels:
          - __meta_kubernetes_endpoint_address_target_kind
          - __meta_kubernetes_endpoint_address_target_name
          separator: ;
          regex: Pod;(.*)
          replacement: ${1}
          target_label: pod
        - source_labels: [__meta_kubernetes_namespace]
          target_label: namespace
        - source_labels: [__meta_kubernetes_service_name]
          target_label: service
        - source_labels: [__meta_kubernetes_pod_container_name]
          target_label: container
        - action: drop
          source_labels: [__meta_kubernetes_pod_phase]
          regex: (Failed|Succeeded)
        - source_labels: [__meta_kubernetes_service_name]
          target_label: job
          replacement: ${1}
        - target_label: endpoint
          replacement: metrics
        - source_labels: [__address__, __tmp_hash]
          target_label: __tmp_hash
          regex: (.+);
          replacement: $1
          action: replace
        - source_labels: [__tmp_hash]
          target_label: __tmp_hash
          modulus: 1
          action: hashmod
        - source_labels: [__tmp_hash]
          regex: 0
          action: keep
        metric_relabel_configs:
        - source_labels: [__name__]
          regex: go_.*
          action: drop
      - job_name: podMonitor/default/pods/0
        kubernetes_sd_configs:
        - role: pod
          api_server: API
          namespaces: {names: [default]}
        relabel_configs:
        - action: keep
          source_labels: [__meta_kubernetes_pod_label_app]
          regex: other
        - action: keep
          source_labels: [__meta_kubernetes_pod_container_port_name]
          regex: metrics
        - source_labels: [__meta_kubernetes_pod_name]
          target_label: pod
      """;

  @TempDir private Path dir;

  private KubernetesMockServer api;
  private KubernetesClient admin;
  private TestExporter exporter;

  @BeforeEach
  void start() throws IOException {
    Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
    api =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            responses,
            new KubernetesMixedDispatcher(responses),
            false);
    api.init();
    admin = api.createClient();
    exporter =
        TestExporter.start(scrape ->
            """
            # TYPE app_requests_total counter
            app_requests_total{service="own"} 5
            # TYPE go_goroutines gauge
            go_goroutines 7
            """);
  }

  @AfterEach
  void stop() {
    exporter.close();
    admin.close();
    api.destroy();
  }

  private List<HasMetadata> objects(String name, boolean scrape) {
    String port = exporter.address().substring("127.0.0.1:".length());
    return admin
        .load(
            new ByteArrayInputStream(
                OBJECTS
                    .replace("NAME", name)
                    .replace("SCRAPE", Boolean.toString(scrape))
                    .replace("PORT", port)
                    .getBytes(StandardCharsets.UTF_8)))
        .items();
  }

  private static void awaitValues(ServerProcess server, String query, String... values) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(server.values(query)).containsExactly(values));
  }

  @Test
  void jobsOfTheStackAndOfTheOperatorFindAndScrapeTheirTargets() throws Exception {
    objects("your-app", true).forEach(object -> admin.resource(object).create());
    objects("other", false).forEach(object -> admin.resource(object).create());
    Path config =
        Files.writeString(
            dir.resolve("p.yml"), CONFIG.replace("API", "http://127.0.0.1:" + api.getPort()));
    try (ServerProcess server =
        ServerProcess.start(
                dir, "--config.file=" + config, "--storage.tsdb.path=" + dir.resolve("data"))
            .awaitReady()) {
      awaitValues(server, "count(up{job='kubernetes-service-endpoints'} == 1)", "1");
      awaitValues(server, "count(up{job='podMonitor/default/pods/0',pod='other-0'} == 1)", "1");
      awaitValues(
          server,
          "app_requests_total{job='your-app',namespace='default',pod='your-app-0',"
              + "container='main',endpoint='metrics',service='own'}",
          "5");
      assertThat(server.values("go_goroutines{job='your-app'}")).isEmpty();
      awaitValues(server, "count(go_goroutines{job='kubernetes-service-endpoints'})", "1");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(server.get("/metrics").body())
                  .contains("prometheus_sd_kubernetes_failures_total 0.0")
                  .contains(
                      "prometheus_sd_kubernetes_events_total{event=\"add\",role=\"pod\"} 2.0"));

      objects("your-app", true).forEach(object -> admin.resource(object).delete());
      awaitValues(server, "up{job='kubernetes-service-endpoints'}");
      awaitValues(server, "up{job='your-app'}");
      awaitValues(server, "up{job='podMonitor/default/pods/0'}", "1");
    }
  }
}
