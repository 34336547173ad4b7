package dev.deucalion.scrape.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.scrape.testing.TestCertificate;
import dev.deucalion.scrape.testing.WebPeer;
import dev.deucalion.scrape.testing.WebPeer.Answer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests over TLS through proxies, one of which speaks TLS itself. */
class TunnelTest {
  private static TestCertificate certificate;
  private static WebPeer target;

  private final HttpResources resources =
      new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM);

  @BeforeAll
  static void startTarget(@TempDir Path directory) throws Exception {
    certificate = TestCertificate.make(directory, "exporter", "EC");
    target = WebPeer.start(certificate.server(), false, request -> Answer.json("{}"));
  }

  @AfterAll
  static void stopTarget() {
    target.close();
  }

  private int call(String proxy) throws Exception {
    HttpClientOptions options =
        HttpClientOptions.DEFAULTS
            .withProxy(
                new ProxyOptions(proxy, "", false, Map.of("X-Proxy-Key", List.of(Secret.of("k")))))
            .withTls(
                new TlsOptions(
                    Secret.of(certificate.pem()), null, null, "exporter.test", false, null, null));
    try (HttpCaller caller = new HttpCaller(resources, options)) {
      return caller.call(HttpRequest.get(target.url("/")), 20_000).code();
    }
  }

  @Test
  void throughAPlainProxy() throws Exception {
    try (TunnelProxy proxy =
        new TunnelProxy(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), "200 OK")) {
      assertThat(call("http://u:p@" + proxy.address())).isEqualTo(200);
      assertThat(proxy.heads.getFirst())
          .startsWith("CONNECT " + target.address() + " HTTP/1.1\r\nHost: " + target.address())
          .contains("Proxy-Authorization: Basic dTpw\r\n", "X-Proxy-Key: k\r\n");
    }
  }

  @Test
  void throughAProxyThatSpeaksTls() throws Exception {
    ServerSocket server =
        certificate
            .server()
            .getServerSocketFactory()
            .createServerSocket(0, 0, InetAddress.getLoopbackAddress());
    try (TunnelProxy proxy = new TunnelProxy(server, "200 OK")) {
      assertThat(call("https://" + proxy.address())).isEqualTo(200);
      assertThat(proxy.heads).hasSize(1);
    }
  }

  @Test
  void aProxyThatShowsAnUnknownCertificateIsTold(@TempDir Path directory) throws Exception {
    ServerSocket server =
        TestCertificate.make(directory, "exporter", "EC")
            .server()
            .getServerSocketFactory()
            .createServerSocket(0, 0, InetAddress.getLoopbackAddress());
    try (TunnelProxy proxy = new TunnelProxy(server, "200 OK")) {
      assertThatThrownBy(() -> call("https://" + proxy.address()))
          .hasMessageStartingWith("Get \"" + target.url("/") + "\": proxyconnect tcp: tls: ");
      assertThat(proxy.heads).isEmpty();
    }
  }

  @Test
  void aRefusalOfTheProxyIsTold() throws Exception {
    try (TunnelProxy proxy =
        new TunnelProxy(
            new ServerSocket(0, 0, InetAddress.getLoopbackAddress()),
            "407 Proxy Authentication Required")) {
      assertThatThrownBy(() -> call("http://" + proxy.address()))
          .hasMessage("Get \"" + target.url("/") + "\": Proxy Authentication Required");
    }
  }
}
