package dev.deucalion.server.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.HttpResponse;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Go's HTTP/2, as exporters and Prometheus speak it over TLS, and our client. */
@Tag("interop")
class Http2TargetTest {
  private static final String PASSWORD = "changeit";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long LONG_MS = 30_000;

  @Test
  void prometheusAnswersByHttp2(@TempDir Path directory) throws Exception {
    String certificate = writeKeys(directory);
    Path web =
        Files.writeString(
            directory.resolve("web.yml"),
            "tls_server_config: {cert_file: cert.pem, key_file: key.pem}\n");
    Path own = Files.writeString(directory.resolve("own.yml"), "{}\n");
    int port = Peers.freePort();
    Process prometheus =
        new ProcessBuilder(
                Peers.installed("prometheus").toString(),
                "--config.file=" + own,
                "--web.config.file=" + web,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
    try (HttpCaller caller = caller(certificate)) {
      String base = "https://127.0.0.1:" + port;
      await("Prometheus is ready").atMost(LIMIT).until(() -> isReady(caller, base));
      for (int i = 0; i < 20; i++) {
        HttpResponse metrics = caller.call(HttpRequest.get(base + "/metrics"), LONG_MS);
        assertThat(metrics.headerLines()).startsWith("HTTP/2.0 200 OK\r\n");
        assertThat(metrics.text()).contains("\nprometheus_build_info{").endsWith("\n");
        assertThat(caller.call(HttpRequest.get(base + "/nowhere/"), LONG_MS).code()).isEqualTo(404);
      }
      HttpRequest much =
          HttpRequest.post(
              base + "/api/v1/query",
              "application/x-www-form-urlencoded",
              "query=1&nothing=" + "x".repeat(1 << 20));
      assertThat(caller.call(much, LONG_MS).text()).contains("\"resultType\":\"scalar\"");
    } finally {
      prometheus.destroyForcibly().waitFor();
    }
  }

  private static boolean isReady(HttpCaller caller, String base) {
    try {
      return caller.call(HttpRequest.get(base + "/-/ready"), LONG_MS).isSuccess();
    } catch (FetchException e) {
      return false;
    }
  }

  private static HttpCaller caller(String certificate) {
    TlsOptions tls =
        new TlsOptions(Secret.of(certificate), null, null, "prometheus.test", false, null, null);
    return new HttpCaller(
        new HttpResources(64 << 20, "agent", Map.of(), Resolver.SYSTEM),
        HttpClientOptions.DEFAULTS.withTls(tls));
  }

  /** A key and a certificate that it signed itself, for a name; returns the certificate. */
  private static String writeKeys(Path directory) throws Exception {
    Path file = directory.resolve("keys.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=prometheus",
            "-ext",
            "san=dns:prometheus.test",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            file.toString());
    Tool.Result result = Tool.run(directory, "", LIMIT, command);
    assertThat(result.exitCode()).as(result.output()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    String certificate = pem("CERTIFICATE", store.getCertificate("server").getEncoded());
    Files.writeString(directory.resolve("cert.pem"), certificate);
    byte[] key = store.getKey("server", PASSWORD.toCharArray()).getEncoded();
    Files.writeString(directory.resolve("key.pem"), pem("PRIVATE KEY", key));
    return certificate;
  }

  private static String pem(String kind, byte[] content) {
    String text = new String(Base64.getMimeEncoder().encode(content), UTF_8);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }
}
