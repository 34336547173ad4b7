package dev.deucalion.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The runtime of the archive has the modules that libraries look for only when they are used: the
 * client of Kubernetes, the reader of XML for EC2.
 */
class TrimmedRuntimeTest {
  private static final String PODS =
      """
      {"apiVersion": "v1", "kind": "PodList", "metadata": {"resourceVersion": "5"}, "items": [
        {"metadata": {"name": "web-0", "namespace": "default", "uid": "u", "labels": {"app": "web"}},
         "spec": {"nodeName": "n", "containers": [{"name": "main", "image": "m:1",
           "ports": [{"name": "metrics", "containerPort": 9, "protocol": "TCP"}]}]},
         "status": {"podIP": "127.0.0.1", "phase": "Running"}}]}
      """;

  private static final String ZONES =
      "<DescribeAvailabilityZonesResponse><availabilityZoneInfo/></DescribeAvailabilityZonesResponse>";

  private static final String INSTANCES =
      """
      <DescribeInstancesResponse><reservationSet><item><ownerId>1</ownerId><instancesSet><item>
        <instanceId>i-1</instanceId><privateIpAddress>127.0.0.1</privateIpAddress>
        <placement><availabilityZone>a</availabilityZone></placement>
        <instanceState><name>running</name></instanceState><instanceType>t</instanceType>
      </item></instancesSet></item></reservationSet></DescribeInstancesResponse>
      """;

  @TempDir private Path dir;
  private HttpServer api;
  private ExecutorService threads;

  @BeforeEach
  void startApi() throws IOException {
    threads = Executors.newCachedThreadPool();
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/", TrimmedRuntimeTest::answer);
    api.setExecutor(threads);
    api.start();
  }

  @AfterEach
  void stopApi() {
    api.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    boolean isWatch = query.contains("watch");
    String type = "application/json";
    String body = isWatch ? "" : PODS;
    if (exchange.getRequestMethod().equals("POST")) {
      type = "text/xml";
      body = request.contains("AvailabilityZones") ? ZONES : INSTANCES;
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Test
  void discoversPodsAndInstances() throws Exception {
    Path home = Archive.unpackLinux(dir);
    Path config =
        Files.writeString(
            dir.resolve("prometheus.yml"),
            """
            scrape_configs:
            - job_name: pods
              kubernetes_sd_configs: [{role: pod, api_server: 'http://API'}]
            - job_name: instances
              ec2_sd_configs: [{region: r, endpoint: 'http://API', access_key: a, secret_key: b}]
            """
                .replace("API", "127.0.0.1:" + api.getAddress().getPort()));
    List<String> command =
        List.of(
            home.resolve("bin/prometheus").toString(),
            "--config.file=" + config,
            "--web.listen-address=127.0.0.1:0",
            "--storage.tsdb.path=" + dir.resolve("data"));
    try (Program program = Program.start(command, Map.of("PATH", "/usr/bin:/bin"), dir)) {
      program.awaitReady();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() ->
              assertThat(program.get("/api/v1/targets").body())
                  .contains("\"__meta_kubernetes_pod_name\":\"web-0\"")
                  .contains("\"__meta_ec2_instance_id\":\"i-1\""));
      assertThat(program.log()).doesNotContain("NoClassDefFoundError", "ClassNotFoundException");
    }
  }
}
