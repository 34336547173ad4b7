package dev.deucalion.scrape.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.testing.RawPeer;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProxyBridgeTest {
  private static final String SERVER = "http://far.example:81";

  private final HttpResources resources =
      new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM);

  private ProxyBridge bridge(String proxyUrl) throws Exception {
    ProxyOptions proxy = new ProxyOptions(proxyUrl, "direct.example", false, Map.of());
    return Objects.requireNonNull(
        ProxyBridge.to(
            HttpUrl.parse(SERVER), HttpClientOptions.DEFAULTS.withProxy(proxy), resources));
  }

  private static String get(HttpClient client, String password)
      throws IOException, InterruptedException {
    java.net.http.HttpRequest request =
        java.net.http.HttpRequest.newBuilder(URI.create(SERVER + "/m?a=b"))
            .header(ProxyBridge.PASSWORD_HEADER, password)
            .build();
    java.net.http.HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  private static HttpClient through(ProxyBridge bridge) {
    return HttpClient.newBuilder().proxy(ProxySelector.of(bridge.address())).build();
  }

  @Test
  void aPlainProxyIsAskedForTheWholeUrlWithItsOwnPassword() throws Exception {
    try (RawPeer proxy = RawPeer.always(RawPeer.ok("a 1\n"));
        ProxyBridge bridge = bridge("http://me:secret@" + proxy.address());
        HttpClient client = through(bridge)) {
      assertThat(get(client, bridge.password())).isEqualTo("200 a 1\n");
      assertThat(get(client, bridge.password())).isEqualTo("200 a 1\n");
      assertThat(proxy.connections()).isEqualTo(1);
      assertThat(proxy.requests())
          .hasSize(2)
          .allSatisfy(request ->
              assertThat(request)
                  .startsWith("GET " + SERVER + "/m?a=b HTTP/1.1\r\n")
                  .contains("Host: far.example:81\r\n")
                  .contains("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n")
                  .doesNotContain(bridge.password()));
    }
  }

  @Test
  void whoDoesNotKnowThePasswordGetsNowhere() throws Exception {
    try (RawPeer proxy = RawPeer.always(RawPeer.ok("a 1\n"));
        ProxyBridge bridge = bridge("http://" + proxy.address());
        HttpClient client = through(bridge)) {
      assertThat(get(client, "Bearer guessed")).isEqualTo("407 ");
      assertThat(proxy.connections()).isZero();
    }
  }

  @Test
  void aProxyThatIsNotThereIsTold() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    try (ProxyBridge bridge = bridge("socks5://127.0.0.1:" + port);
        HttpClient client = through(bridge)) {
      assertThatThrownBy(() -> get(client, bridge.password())).isInstanceOf(IOException.class);
      assertThat(bridge.failure())
          .isEqualTo(
              "proxy 127.0.0.1:%d: socks connect: dial tcp 127.0.0.1:%d: connect: connection refused"
                  .formatted(port, port));
    }
  }

  @Test
  void itsEndIsThatOfItsConnections() throws Exception {
    try (RawPeer proxy = RawPeer.always(RawPeer.ok("a 1\n"))) {
      ProxyBridge bridge = bridge("http://" + proxy.address());
      try (Socket client = new Socket(bridge.address().getAddress(), bridge.address().getPort())) {
        String request =
            "GET %s/ HTTP/1.1\r\n%s: %s\r\n\r\n"
                .formatted(SERVER, ProxyBridge.PASSWORD_HEADER, bridge.password());
        client.getOutputStream().write(request.getBytes(UTF_8));
        assertThat(client.getInputStream().read()).isEqualTo('H');
        bridge.close();
        assertThat(client.getInputStream().readAllBytes())
            .startsWith("TTP/1.1 200".getBytes(UTF_8));
      }
    }
  }

  @Test
  void whereNoProxyIsNamedThereIsNone() throws Exception {
    ProxyOptions proxy = new ProxyOptions("http://p:1", "far.example", false, Map.of());
    HttpClientOptions options = HttpClientOptions.DEFAULTS.withProxy(proxy);
    assertThat(ProxyBridge.to(HttpUrl.parse(SERVER), options, resources)).isNull();
  }
}
