package dev.deucalion.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.kubernetes.options.Role;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.TlsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An API server behind a SOCKS5 proxy. */
class ProxiesTest {
  private static final KubernetesOptions PODS = KubernetesOptions.inCluster(Role.POD);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private SocksServer proxy;

  @TempDir Path directory;

  @BeforeEach
  void open() throws IOException {
    proxy = new SocksServer();
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
  }

  private static HttpClientOptions through(String url) {
    return HttpClientOptions.DEFAULTS
        .withTls(new TlsOptions(null, null, null, "", true, null, null))
        .withProxy(new ProxyOptions(url, "", false, Map.of()));
  }

  /** Finds a pod, then another one by its watch, and a third one after the proxy broke. */
  private void follow(FakeApi api, KubernetesOptions options) throws Exception {
    api.preload(List.of(Objects.pod("shop", "a", "10.0.0.1")));
    try (Found found = Found.Program.anywhere().start(options).awaitFirst()) {
      assertThat(found.groups()).containsOnlyKeys("pod/shop/a");
      await().atMost(PATIENCE).until(() -> api.openWatches() == 1);
      api.admin().resource(Objects.pod("shop", "b", "10.0.0.2")).create();
      found.awaitGroup("pod/shop/b", true);

      int watches = api.requests(FakeApi::isWatch).size();
      proxy.breakAll();
      await()
          .atMost(PATIENCE)
          .until(() -> api.requests(FakeApi::isWatch).size() > watches && api.openWatches() == 1);
      api.admin().resource(Objects.pod("shop", "c", "10.0.0.3")).create();
      found.awaitGroup("pod/shop/c", true);
    }
    assertThat(proxy.users()).containsOnly("me:p@ss");
    assertThat(proxy.targets()).containsOnly(api.url().replaceFirst("https?://", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5", "socks5h"})
  void withoutTls(String scheme) throws Exception {
    try (FakeApi api = new FakeApi()) {
      String url = scheme + "://me:p%40ss@" + proxy.address();
      follow(api, PODS.withApiServer(api.url(), through(url)));
      assertThat(api.headers("Proxy-Authorization")).isEmpty();
    }
  }

  @Test
  void withTls() throws Exception {
    try (FakeApi api = FakeApi.overTls()) {
      String url = "socks5://me:p%40ss@" + proxy.address();
      follow(api, PODS.withApiServer(api.url(), through(url)));
      assertThat(api.headers("Proxy-Authorization")).isEmpty();
    }
  }

  @Test
  void ofAKubeconfigFile() throws Exception {
    try (FakeApi api = FakeApi.overTls()) {
      Path file =
          KubeconfigFile.write(
              directory,
              "{server: '%s', insecure-skip-tls-verify: true, proxy-url: 'socks5://me:p%%40ss@%s'}"
                  .formatted(api.url(), proxy.address()),
              "{token: secret}");
      follow(api, PODS.withKubeconfigFile(file.toString()));
      assertThat(api.headers("Authorization")).contains("Bearer secret");
    }
  }

  @Test
  void aProxyThatRefusesIsAskedAgain() throws Exception {
    try (FakeApi api = new FakeApi()) {
      api.preload(List.of(Objects.pod("shop", "a", "10.0.0.1")));
      proxy.refuse(true);
      Found.Program program = Found.Program.anywhere();
      KubernetesOptions options =
          PODS.withApiServer(api.url(), through("socks5://me:p%40ss@" + proxy.address()));
      try (Found found = program.start(options)) {
        await()
            .atMost(PATIENCE)
            .until(() ->
                program.count("prometheus_sd_kubernetes_http_request", "status_code", "<error>")
                    > 1);
        assertThat(api.requests(path -> true)).isEmpty();
        proxy.refuse(false);
        found.awaitGroup("pod/shop/a", true);
      }
    }
  }

  @Test
  void aProxyThatIsNoneIsSaidAtOnce() {
    KubernetesOptions options = PODS.withApiServer("https://127.0.0.1:1", through("gopher://p:1"));
    assertThatThrownBy(() -> Found.Program.anywhere().start(options))
        .isInstanceOf(DiscoveryException.class)
        .hasMessage("proxy of https://127.0.0.1:1: unsupported protocol scheme \"gopher\"");
  }
}
