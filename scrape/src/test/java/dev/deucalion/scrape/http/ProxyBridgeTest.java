package dev.deucalion.scrape.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.scrape.testing.RawPeer;
import dev.deucalion.scrape.testing.TestCertificate;
import dev.deucalion.scrape.testing.WebPeer;
import dev.deucalion.scrape.testing.WebPeer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyBridgeTest {
  private static final String SERVER = "http://far.example:81";

  private final HttpResources resources =
      new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM);

  private ProxyBridge bridge(String proxyUrl) throws Exception {
    return bridge(SERVER, proxyUrl, TlsOptions.DEFAULTS);
  }

  private ProxyBridge bridge(String server, String proxyUrl, TlsOptions tls) throws Exception {
    ProxyOptions proxy =
        new ProxyOptions(proxyUrl, "", false, Map.of("X-Proxy-Key", List.of(Secret.of("k"))));
    HttpClientOptions options = HttpClientOptions.DEFAULTS.withProxy(proxy).withTls(tls);
    return Objects.requireNonNull(ProxyBridge.to(HttpUrl.parse(server), options, resources));
  }

  private static TlsOptions trusting(TestCertificate certificate) throws Exception {
    return new TlsOptions(
        Secret.of(certificate.pem()), null, null, "exporter.test", false, null, null);
  }

  private static String get(HttpClient client, String password)
      throws IOException, InterruptedException {
    return get(client, password, SERVER);
  }

  private static String get(HttpClient client, String password, String server)
      throws IOException, InterruptedException {
    java.net.http.HttpRequest request =
        java.net.http.HttpRequest.newBuilder(URI.create(server + "/m?a=b"))
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
  void aProxyThatSpeaksTlsIsAskedForTheWholeUrl(@TempDir Path directory) throws Exception {
    TestCertificate certificate = TestCertificate.make(directory, "exporter", "EC");
    try (WebPeer proxy = WebPeer.start(certificate.server(), false, _ -> Answer.json("a 1"));
        ProxyBridge bridge =
            bridge(SERVER, "https://me:secret@" + proxy.address(), trusting(certificate));
        HttpClient client = through(bridge)) {
      assertThat(get(client, bridge.password())).isEqualTo("200 a 1");
      assertThat(proxy.requests())
          .singleElement()
          .satisfies(request -> {
            assertThat(request.target()).isEqualTo(SERVER + "/m?a=b");
            assertThat(request.header("Host")).isEqualTo("far.example:81");
            assertThat(request.header("Proxy-authorization")).isEqualTo("Basic bWU6c2VjcmV0");
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void aProxyIsAskedForATunnelForTls(String scheme, @TempDir Path directory) throws Exception {
    TestCertificate certificate = TestCertificate.make(directory, "exporter", "EC");
    TlsOptions tls = trusting(certificate);
    ServerSocketFactory sockets =
        scheme.equals("http")
            ? ServerSocketFactory.getDefault()
            : certificate.server().getServerSocketFactory();
    ServerSocket listener = sockets.createServerSocket(0, 0, InetAddress.getLoopbackAddress());
    try (WebPeer server = WebPeer.start(certificate.server(), false, _ -> Answer.json("{}"));
        TunnelProxy proxy = new TunnelProxy(listener, "200 OK");
        ProxyBridge bridge =
            bridge(server.url(""), scheme + "://me:secret@" + proxy.address(), tls);
        HttpClient client =
            HttpClient.newBuilder()
                .proxy(ProxySelector.of(bridge.address()))
                .sslContext(new TlsLayer(tls, resources.authorities()).identity())
                .build()) {
      assertThat(get(client, bridge.password(), "https://exporter.test")).isEqualTo("200 {}");
      assertThat(proxy.heads)
          .singleElement()
          .asString()
          .startsWith("CONNECT " + server.address() + " HTTP/1.1\r\n")
          .contains("Proxy-Authorization: Basic bWU6c2VjcmV0\r\n", "X-Proxy-Key: k\r\n")
          .doesNotContain(bridge.password());
      assertThat(server.requests())
          .singleElement()
          .satisfies(request -> {
            assertThat(request.target()).isEqualTo("/m?a=b");
            assertThat(request.header("Proxy-authorization")).isEmpty();
          });
    }
  }

  @Test
  void aProxyThatRefusesATunnelIsTold() throws Exception {
    ServerSocket listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    try (TunnelProxy proxy = new TunnelProxy(listener, "407 Proxy Authentication Required");
        ProxyBridge bridge =
            bridge("https://127.0.0.1:1", "http://" + proxy.address(), TlsOptions.DEFAULTS);
        HttpClient client = through(bridge)) {
      assertThatThrownBy(() -> get(client, bridge.password(), "https://far.example"))
          .isInstanceOf(IOException.class);
      assertThat(bridge.failure())
          .isEqualTo("proxy " + proxy.address() + ": Proxy Authentication Required");
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
              "proxy %1$s: proxyconnect tcp: dial tcp %1$s: connect: connection refused"
                  .formatted("127.0.0.1:" + port));
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
