package dev.deucalion.scrape.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.scrape.testing.TestCertificate;
import dev.deucalion.scrape.testing.WebPeer;
import dev.deucalion.scrape.testing.WebPeer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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

  /** A proxy that makes tunnels, or refuses. */
  private static final class Proxy implements AutoCloseable {
    final List<String> heads = new CopyOnWriteArrayList<>();
    final String answer;
    private final ServerSocket server;

    Proxy(ServerSocket server, String answer) {
      this.server = server;
      this.answer = answer;
      Thread.ofVirtual().start(this::accept);
    }

    String address() {
      return "127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
      try {
        while (true) {
          Socket client = server.accept();
          Thread.ofVirtual().start(() -> serve(client));
        }
      } catch (IOException e) {
        // The test is over.
      }
    }

    private void serve(Socket client) {
      try {
        InputStream in = client.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
          head.append((char) in.read());
        }
        heads.add(head.toString());
        client.getOutputStream().write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(UTF_8));
        client.getOutputStream().flush();
        String[] to = head.toString().split(" ", 3)[1].split(":", 2);
        Socket far = new Socket(to[0], Integer.parseInt(to[1]));
        Thread.ofVirtual().start(() -> copy(far, client));
        copy(client, far);
      } catch (IOException e) {
        // One of both ends is gone.
      }
    }

    private static void copy(Socket from, Socket to) {
      try (from;
          to) {
        byte[] buffer = new byte[8192];
        int count;
        while ((count = from.getInputStream().read(buffer)) >= 0) {
          to.getOutputStream().write(buffer, 0, count);
          to.getOutputStream().flush();
        }
      } catch (IOException e) {
        // One of both ends is gone.
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
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
    try (Proxy proxy =
        new Proxy(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), "200 OK")) {
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
    try (Proxy proxy = new Proxy(server, "200 OK")) {
      assertThat(call("https://" + proxy.address())).isEqualTo(200);
      assertThat(proxy.heads).hasSize(1);
    }
  }

  @Test
  void aRefusalOfTheProxyIsTold() throws Exception {
    try (Proxy proxy =
        new Proxy(
            new ServerSocket(0, 0, InetAddress.getLoopbackAddress()),
            "407 Proxy Authentication Required")) {
      assertThatThrownBy(() -> call("http://" + proxy.address()))
          .hasMessage("Get \"" + target.url("/") + "\": Proxy Authentication Required");
    }
  }
}
