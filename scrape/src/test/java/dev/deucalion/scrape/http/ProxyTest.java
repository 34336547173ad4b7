package dev.deucalion.scrape.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.testing.RawPeer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyTest {
  @Test
  void aProxyIsAskedForTheWholeUrl() throws Exception {
    HttpResources resources = new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM);
    try (RawPeer proxy = RawPeer.always(RawPeer.ok("a 1\n"))) {
      HttpClientOptions options =
          HttpClientOptions.DEFAULTS.withProxy(
              new ProxyOptions("http://me:secret@" + proxy.address(), "", false, Map.of()));
      try (TargetClient client =
              new TargetClient(
                  new Connector(resources, options), "http://far.example:81/m?a=b", Map.of());
          Body body = resources.newBody(0)) {
        client.fetch(20_000, body);
      }
      assertThat(proxy.requests().getFirst())
          .startsWith("GET http://far.example:81/m?a=b HTTP/1.1\r\nHost: far.example:81\r\n")
          .contains("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "direct",
      value = {
        "http://a.example|http://plain:1",
        "https://a.example|http://tls:2",
        "http://b.internal|direct",
        "http://internal|direct",
        "http://binternal|http://plain:1",
        "http://10.1.2.3|direct",
        "http://10.2.2.3|http://plain:1",
        "http://c.example:8080|direct",
        "http://c.example:8081|http://plain:1",
        "http://[fd00::1]:6443|direct",
        "http://[fd00::1]:6444|http://plain:1",
        "http://[fd00::2]|direct",
        "http://localhost:3|direct",
        "http://127.0.0.1:3|direct",
      })
  void theEnvironmentDecides(String url, String proxy) throws Exception {
    Map<String, String> environment =
        Map.of(
            "http_proxy",
            "plain:1",
            "HTTPS_PROXY",
            "http://tls:2",
            "NO_PROXY",
            "internal, 10.1.0.0/16,c.example:8080,[fd00::1]:6443,fd00:0::2");
    ProxyChoice choice = new ProxyChoice(new ProxyOptions("", "", true, Map.of()), environment);
    ProxyServer chosen = choice.proxyOf(HttpUrl.parse(url));
    assertThat(chosen == null ? null : chosen.url().text()).isEqualTo(proxy);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "direct",
      value = {
        "http://127.0.0.1:3,'',http://p:1",
        "http://127.0.0.1:3,b.internal,direct",
        "http://localhost:3,b.internal,direct",
        "http://a.example,b.internal,http://p:1",
      })
  void aLoopbackHostIsAnExceptionWhereThereAreOthers(String url, String exceptions, String proxy)
      throws Exception {
    ProxyOptions options = new ProxyOptions("http://p:1", exceptions, false, Map.of());
    ProxyServer chosen = new ProxyChoice(options, Map.of()).proxyOf(HttpUrl.parse(url));
    assertThat(chosen == null ? null : chosen.url().text()).isEqualTo(proxy);
  }
}
