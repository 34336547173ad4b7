package dev.deucalion.scrape.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.scrape.testing.Relay;
import dev.deucalion.scrape.testing.TestCertificate;
import dev.deucalion.scrape.testing.WebPeer;
import dev.deucalion.scrape.testing.WebPeer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpCallerTest {
  private final HttpResources resources =
      new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM);
  private final HttpClientOptions secretive =
      HttpClientOptions.DEFAULTS
          .withAuth(new HttpAuth.Basic(Secret.of("u"), Secret.of("p")))
          .withHeaders(Map.of("X-Key", List.of(Secret.of("k"))));

  @Test
  void sendsABodyAndReturnsTheWholeAnswer() throws Exception {
    try (WebPeer peer =
            WebPeer.start(
                request -> new Answer(503, Map.of("Retry-After", "7"), "later " + request.body()));
        HttpCaller caller = new HttpCaller(resources, secretive)) {
      HttpResponse answer =
          caller.call(HttpRequest.post(peer.url("/a?b=c"), "text/x", "hällo"), 20_000);
      assertThat(answer.code()).isEqualTo(503);
      assertThat(answer.text()).isEqualTo("later hällo");
      assertThat(answer.header("retry-after")).isEqualTo("7");
      WebPeer.Request request = peer.requests().getFirst();
      assertThat(request.target()).isEqualTo("/a?b=c");
      assertThat(request.header("Authorization")).isEqualTo("Basic dTpw");
      assertThat(request.header("X-key")).isEqualTo("k");
      assertThat(request.header("Content-type")).isEqualTo("text/x");
    }
  }

  @Test
  void proxiesOfTheJvmAreNotForThisClient() throws Exception {
    System.setProperty("socksProxyHost", "127.0.0.1");
    System.setProperty("socksProxyPort", "1");
    System.setProperty("socksNonProxyHosts", "none");
    try (WebPeer peer = WebPeer.start(request -> Answer.json("{}"));
        HttpCaller caller = new HttpCaller(resources, HttpClientOptions.DEFAULTS)) {
      assertThat(caller.call(HttpRequest.get(peer.url("/")), 20_000).code()).isEqualTo(200);
    } finally {
      List.of("socksProxyHost", "socksProxyPort", "socksNonProxyHosts")
          .forEach(System::clearProperty);
    }
  }

  @Test
  void readsPastABodyOfWhichOnlyTheCodeIsWanted() throws Exception {
    String text = "x".repeat(1 << 20);
    try (WebPeer peer = WebPeer.start(request -> new Answer(422, Map.of(), text));
        HttpCaller caller = new HttpCaller(resources, HttpClientOptions.DEFAULTS)) {
      HttpRequest request = HttpRequest.get(peer.url("/"));
      assertThat(caller.callForCode(request, 20_000)).isEqualTo(422);
      assertThat(caller.callForCode(request, 20_000)).isEqualTo(422);
      assertThat(resources.buffers().keptBytes()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"302,GET,''", "303,GET,''", "307,POST,body", "308,POST,body"})
  void redirectsKeepTheBodyOrLoseIt(int code, String method, String body) throws Exception {
    try (WebPeer peer =
            WebPeer.start(request ->
                request.target().equals("/")
                    ? new Answer(code, Map.of("Location", "/next"), "")
                    : Answer.json("{}"));
        HttpCaller caller = new HttpCaller(resources, secretive)) {
      caller.call(HttpRequest.post(peer.url("/"), "text/x", "body"), 20_000);
      WebPeer.Request second = peer.requests().get(1);
      assertThat(second.method()).isEqualTo(method);
      assertThat(second.body()).isEqualTo(body);
      assertThat(second.header("Authorization")).isEqualTo("Basic dTpw");
    }
  }

  @Test
  void anotherHostSeesNoSecretAndNeitherDoesAnyoneBehindIt() throws Exception {
    try (WebPeer last = WebPeer.start(request -> Answer.json("{}"));
        WebPeer peer =
            WebPeer.start(request ->
                request.target().equals("/back")
                    ? Answer.json("{}")
                    : new Answer(302, Map.of("Location", last.url("/")), ""));
        WebPeer between =
            WebPeer.start(request -> new Answer(302, Map.of("Location", peer.url("/back")), ""));
        HttpCaller caller = new HttpCaller(resources, secretive)) {
      HttpRequest request = HttpRequest.get(peer.url("/")).withHeader("X-Token", "t");
      caller.call(request, 20_000);
      assertThat(peer.requests().getFirst().header("X-token")).isEqualTo("t");
      assertThat(last.requests().getFirst().headers())
          .doesNotContainKeys("Authorization", "X-key", "X-token");
      caller.call(HttpRequest.get(between.url("/")), 20_000);
      assertThat(peer.requests().get(1).headers()).doesNotContainKeys("Authorization", "X-key");
    }
  }

  @Test
  void whoIsNamedInTheUrlAsks() throws Exception {
    try (WebPeer peer = WebPeer.start(request -> Answer.json("{}"));
        HttpCaller caller = new HttpCaller(resources, secretive)) {
      String url = peer.url("/").replace("//", "//id:t%40%2B+k@");
      caller.call(HttpRequest.get(url), 20_000);
      WebPeer.Request request = peer.requests().getFirst();
      assertThat(request.header("Authorization")).isEqualTo(Credentials.basic("id", "t@++k"));
      assertThat(request.header("Host")).isEqualTo(peer.address());
      caller.call(HttpRequest.get(url).withHeader("Authorization", "signed"), 20_000);
      assertThat(peer.requests().get(1).headers().get("Authorization")).containsExactly("signed");
    }
  }

  @Test
  void errorsDoNotShowThePasswordOfTheUrl() {
    try (HttpCaller caller = new HttpCaller(resources, HttpClientOptions.DEFAULTS)) {
      assertThatThrownBy(
              () -> caller.call(HttpRequest.get("http://id:secret@localhost:1/a"), 20_000))
          .hasMessageStartingWith("Get \"http://id:***@localhost:1/a\": ");
      assertThatThrownBy(() -> caller.call(HttpRequest.get("http://%zz@localhost:1/"), 20_000))
          .hasMessageContaining("invalid userinfo");
    }
  }

  @Test
  void aRedirectIsAnAnswerWhereFollowingIsOff() throws Exception {
    try (WebPeer peer = WebPeer.start(request -> new Answer(302, Map.of("Location", "/next"), ""));
        HttpCaller caller = new HttpCaller(resources, secretive.withFollowRedirects(false))) {
      assertThat(caller.call(HttpRequest.get(peer.url("/")), 20_000).code()).isEqualTo(302);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "http://h/a?b=c%20d;/a?b=c%20d",
        "http://h/a b|c?q={x=\"y\"}^;/a%20b%7Cc?q=%7Bx=%22y%22%7D%5E",
        "http://h/[a]?b[]=%zz;/%5Ba%5D?b[]=%25zz",
        "http://h?target=http://other/ x;/?target=http://other/%20x",
      })
  void whatUrlsMayNotHaveIsEscaped(String url, String target) throws Exception {
    assertThat(HttpUrl.parse(url).requestTarget()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example,http://a.example/x,true",
    "http://a.example,https://a.example/x,true",
    "http://a.example,http://sub.a.example/x,true",
    "http://a.example,http://nota.example/x,false",
    "http://a.example,http://a.example:81/x,false",
    "https://a.example,http://a.example/x,false",
    "http://10.0.0.1,http://1.10.0.0.1/x,false",
  })
  void whoMaySeeSecrets(String from, String to, boolean trusted) throws Exception {
    assertThat(HttpUrl.parse(from).trusts(HttpUrl.parse(to))).isEqualTo(trusted);
  }

  @Test
  void goesToASocketInTheFileSystem(@TempDir Path directory) throws Exception {
    Path path = directory.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      Thread.ofVirtual().start(() -> answerOnce(server));
      Connector connector =
          Connector.toUnixSocket(resources, HttpClientOptions.DEFAULTS, path.toString());
      try (HttpCaller caller = new HttpCaller(connector)) {
        HttpResponse answer = caller.call(HttpRequest.get("http://docker/x"), 20_000);
        assertThat(answer.text()).isEqualTo("GET /x HTTP/1.1");
      }
    }
  }

  @Test
  void speaksTlsOverASocketInTheFileSystem(@TempDir Path directory) throws Exception {
    Path path = directory.resolve("s");
    TestCertificate certificate = TestCertificate.make(directory, "exporter", "EC");
    try (WebPeer peer = WebPeer.start(certificate.server(), false, _ -> Answer.json("{}"));
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      int port = Integer.parseInt(peer.address().split(":", 2)[1]);
      Relay.serve(
          server,
          _ -> SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
      HttpClientOptions options =
          HttpClientOptions.DEFAULTS.withTls(
              new TlsOptions(Secret.of(certificate.pem()), null, null, "", false, null, null));
      Connector connector = new Connector(resources, options).overUnixSocket(path.toString());
      try (HttpCaller caller = new HttpCaller(connector)) {
        assertThat(caller.call(HttpRequest.get("https://exporter.test/x"), 20_000).code())
            .isEqualTo(200);
        assertThatThrownBy(() -> caller.call(HttpRequest.get("https://other.test/x"), 20_000))
            .hasMessageContaining("tls: ");
      }
    }
  }

  @Test
  void aSocketThatDoesNotAnswerIsGivenUp(@TempDir Path directory) throws Exception {
    Path path = directory.resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      Connector connector =
          Connector.toUnixSocket(resources, HttpClientOptions.DEFAULTS, path.toString());
      try (HttpCaller caller = new HttpCaller(connector)) {
        assertThatThrownBy(() -> caller.call(HttpRequest.get("http://docker/x"), 50))
            .hasMessage("Get \"http://docker/x\": context deadline exceeded");
      }
    }
  }

  private static void answerOnce(ServerSocketChannel server) {
    try (SocketChannel client = server.accept()) {
      ByteBuffer request = ByteBuffer.allocate(10_000);
      while (!new String(request.array(), 0, request.position(), UTF_8).contains("\r\n\r\n")) {
        client.read(request);
      }
      String line = new String(request.array(), 0, request.position(), UTF_8).split("\r\n", 2)[0];
      String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + line.length() + "\r\n\r\n" + line;
      client.write(ByteBuffer.wrap(answer.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
