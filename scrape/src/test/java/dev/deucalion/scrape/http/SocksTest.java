package dev.deucalion.scrape.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.scrape.testing.Relay;
import dev.deucalion.scrape.testing.TestCertificate;
import dev.deucalion.scrape.testing.WebPeer;
import dev.deucalion.scrape.testing.WebPeer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests through a SOCKS proxy, byte for byte as RFC 1928 has them. */
class SocksTest {
  private static final byte[] CONNECTED = {5, 0, 0, 1, 127, 0, 0, 1, 0, 80};

  private final HttpResources resources =
      new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM);
  private final List<String> said = new CopyOnWriteArrayList<>();
  private ServerSocketChannel proxy;

  @BeforeEach
  void openProxy() throws IOException {
    proxy = ServerSocketChannel.open();
    proxy.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void closeProxy() throws IOException {
    proxy.close();
  }

  private static int port(WebPeer target) {
    return Integer.parseInt(target.address().split(":", 2)[1]);
  }

  private byte[] hear(SocketChannel client, int count) throws IOException {
    ByteBuffer heard = ByteBuffer.allocate(count);
    while (heard.hasRemaining() && client.read(heard) >= 0) {
      // There is more to come.
    }
    said.add(HexFormat.of().formatHex(heard.array()));
    return heard.array();
  }

  private static void say(SocketChannel client, byte... bytes) throws IOException {
    client.write(ByteBuffer.wrap(bytes));
  }

  /**
   * Calls a server by the proxy.
   *
   * @param asWhom name and password with an {@code @} behind them, empty for none
   * @return the code of the answer
   */
  private int call(String asWhom, String url, TlsOptions tls) throws Exception {
    String proxyUrl = "socks5://" + asWhom + "127.0.0.1:" + proxy.socket().getLocalPort();
    HttpClientOptions options =
        HttpClientOptions.DEFAULTS
            .withProxy(new ProxyOptions(proxyUrl, "", false, Map.of()))
            .withTls(tls);
    try (HttpCaller caller = new HttpCaller(resources, options)) {
      return caller.call(HttpRequest.get(url), 20_000).code();
    }
  }

  @Test
  void withoutTlsTheRequestIsForTheServer() throws Exception {
    try (WebPeer target = WebPeer.start(request -> Answer.json(request.target()))) {
      int port = port(target);
      Relay.serve(
          proxy,
          client -> {
            hear(client, 3);
            say(client, (byte) 5, (byte) 0);
            hear(client, 10);
            say(client, CONNECTED);
            return SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
          });
      assertThat(call("", target.url("/x"), TlsOptions.DEFAULTS)).isEqualTo(200);
      assertThat(target.requests().getFirst().target()).isEqualTo("/x");
      assertThat(said).containsExactly("050100", "050100017f000001" + "%04x".formatted(port));
    }
  }

  @Test
  void namesAreResolvedByTheProxyAndTlsIsWithTheServer(@TempDir Path directory) throws Exception {
    TestCertificate certificate = TestCertificate.make(directory, "exporter", "EC");
    try (WebPeer target = WebPeer.start(certificate.server(), false, _ -> Answer.json("{}"))) {
      int port = port(target);
      Relay.serve(
          proxy,
          client -> {
            hear(client, 4);
            say(client, (byte) 5, (byte) 2);
            hear(client, 2 + 1 + 3 + 1);
            say(client, (byte) 1, (byte) 0);
            hear(client, 4 + 1 + "far.test".length() + 2);
            say(client, new byte[] {5, 0, 0, 3, 1, 'x', 0, 80});
            return SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
          });
      TlsOptions tls =
          new TlsOptions(
              Secret.of(certificate.pem()), null, null, "exporter.test", false, null, null);
      assertThat(call("u:p%40x@", "https://far.test:444/", tls)).isEqualTo(200);
      assertThat(said)
          .containsExactly(
              "05020002",
              "010175" + "03" + HexFormat.of().formatHex("p@x".getBytes(UTF_8)),
              "05010003" + "08" + HexFormat.of().formatHex("far.test".getBytes(UTF_8)) + "01bc");
    }
  }

  @Test
  void refusalsAreTold() throws Exception {
    try (WebPeer target = WebPeer.start(_ -> Answer.json("{}"))) {
      Relay.serve(
          proxy,
          client -> {
            hear(client, 3);
            say(client, (byte) 5, (byte) 0);
            hear(client, 10);
            say(client, (byte) 5, (byte) 5);
            throw new IOException("refused");
          });
      assertThatThrownBy(() -> call("", target.url("/x"), TlsOptions.DEFAULTS))
          .hasMessage(
              "Get \"%s\": socks connect tcp 127.0.0.1:%d->%s: unknown error connection refused"
                  .formatted(target.url("/x"), proxy.socket().getLocalPort(), target.address()));
    }
  }

  @Test
  void aProxyThatWantsAPasswordIsTold() throws Exception {
    try (WebPeer target = WebPeer.start(_ -> Answer.json("{}"))) {
      Relay.serve(
          proxy,
          client -> {
            hear(client, 3);
            say(client, (byte) 5, (byte) 0xff);
            throw new IOException("refused");
          });
      assertThatThrownBy(() -> call("", target.url("/x"), TlsOptions.DEFAULTS))
          .hasMessageEndingWith("->" + target.address() + ": no acceptable authentication methods");
    }
  }

  @Test
  void aProxyThatHangsUpIsTold() throws Exception {
    Relay.serve(
        proxy,
        client -> {
          hear(client, 3);
          throw new IOException("hung up");
        });
    assertThatThrownBy(() -> call("", "http://far.test/", TlsOptions.DEFAULTS))
        .hasMessageEndingWith("->far.test:80: EOF");
  }

  @Test
  void theUsualPortIs1080() throws Exception {
    assertThat(ProxyServer.parse("socks5://h").url().port()).isEqualTo(1080);
    assertThat(ProxyServer.parse("SOCKS5://h:80").url().port()).isEqualTo(80);
    assertThat(ProxyServer.parse("h").kind()).isEqualTo(ProxyServer.Kind.HTTP);
    assertThatThrownBy(() -> ProxyServer.parse("ftp://h"))
        .hasMessage("unsupported protocol scheme \"ftp\"");
  }
}
