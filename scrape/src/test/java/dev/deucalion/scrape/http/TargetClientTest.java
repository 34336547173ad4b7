package dev.deucalion.scrape.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.testing.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetClientTest {
  private static final long LONG_MS = 20_000;

  private final HttpResources resources =
      new HttpResources(1 << 20, "Prometheus/3.0.0", Map.of(), Resolver.SYSTEM);

  private TargetClient client(String url, HttpClientOptions options) {
    return new TargetClient(
        new Connector(resources, options), url, Map.of("Accept", "text/plain;q=0.5"));
  }

  private TargetClient client(String url) {
    return client(url, HttpClientOptions.DEFAULTS);
  }

  private String fetch(TargetClient client) throws FetchException {
    try (Body body = resources.newBody(0)) {
      client.fetch(LONG_MS, body);
      return new String(body.bytes(), 0, body.length(), UTF_8);
    }
  }

  @Test
  void sendsPrometheusHeadersAndKeepsTheConnection() throws Exception {
    try (RawPeer peer = RawPeer.always(RawPeer.ok("a 1\n"));
        TargetClient client = client(peer.url())) {
      assertThat(fetch(client)).isEqualTo("a 1\n");
      assertThat(fetch(client)).isEqualTo("a 1\n");
      assertThat(peer.connections()).isEqualTo(1);
      assertThat(peer.requests().getFirst())
          .isEqualTo(
              "GET /metrics HTTP/1.1\r\nHost: "
                  + peer.address()
                  + "\r\nUser-Agent: Prometheus/3.0.0\r\nAccept: text/plain;q=0.5\r\n\r\n");
    }
  }

  @Test
  void aSecretThatIsNotThereIsToldAsPrometheusTellsIt() {
    HttpAuth token = new HttpAuth.Credentials("Bearer", Secret.inFile(Path.of("/nonexistent")));
    TargetClient client =
        client("http://127.0.0.1:1/m", HttpClientOptions.DEFAULTS.withAuth(token));
    assertThatThrownBy(() -> fetch(client))
        .hasMessage(
            "Get \"http://127.0.0.1:1/m\": unable to read authorization credentials: unable to read"
                + " file /nonexistent: open /nonexistent: no such file or directory");
  }

  @Test
  void addressesOfServersAndProxiesThatAreNotThereAreTold() {
    assertThatThrownBy(() -> fetch(client("http://[0:0::1]:1/m")))
        .hasMessageStartingWith("Get \"http://[0:0::1]:1/m\": dial tcp [::1]:1: connect: ");
    for (String scheme : List.of("http", "https", "socks5")) {
      HttpClientOptions proxy =
          HttpClientOptions.DEFAULTS.withProxy(
              new ProxyOptions(scheme + "://127.0.0.1:1", "", false, Map.of()));
      assertThatThrownBy(() -> fetch(client("http://far.example/m", proxy)))
          .hasMessage(
              "Get \"http://far.example/m\": proxyconnect tcp: dial tcp 127.0.0.1:1: connect:"
                  + " connection refused");
    }
  }

  @Test
  void theFirstOfSeveralContentTypesCounts() throws Exception {
    String answer =
        String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Content-Type: text/plain",
            "Content-Type: text/html",
            "Content-Length: 0",
            "",
            "");
    try (RawPeer peer = RawPeer.always(answer.getBytes(UTF_8));
        TargetClient client = client(peer.url());
        Body body = resources.newBody(0)) {
      assertThat(client.fetch(LONG_MS, body)).isEqualTo("text/plain");
    }
  }

  @Test
  void theFirstOfSeveralContentEncodingsCounts() throws Exception {
    String answer =
        String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Content-Encoding: identity",
            "Content-Encoding: gzip",
            "Content-Length: 4",
            "",
            "a 1\n");
    try (RawPeer peer = RawPeer.always(answer.getBytes(UTF_8));
        TargetClient client = client(peer.url())) {
      assertThat(fetch(client)).isEqualTo("a 1\n");
    }
  }

  @Test
  void connectsAgainWhenTheServerGaveUpAnIdleConnection() throws Exception {
    byte[] ok = RawPeer.ok("a 1\n");
    try (RawPeer peer =
            new RawPeer((request, out, closed) -> {
              out.write(ok);
              return false;
            });
        TargetClient client = client(peer.url())) {
      assertThat(fetch(client)).isEqualTo("a 1\n");
      assertThat(fetch(client)).isEqualTo("a 1\n");
      assertThat(peer.connections()).isEqualTo(2);
    }
  }

  @Test
  void readsChunksOfAnySize() throws Exception {
    String chunks = "4\r\nabcd\r\n1;name=value\r\ne\r\n00A\r\n0123456789\r\n0\r\nTrailer: x\r\n";
    String response = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "\r\n";
    try (RawPeer peer = RawPeer.always(response.getBytes(UTF_8));
        TargetClient client = client(peer.url())) {
      assertThat(fetch(client)).isEqualTo("abcde0123456789");
      assertThat(fetch(client)).isEqualTo("abcde0123456789");
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @Test
  void readsUpToTheEndOfTheConnection() throws Exception {
    try (RawPeer peer = RawPeer.once("HTTP/1.0 200 OK\n\nabc");
        TargetClient client = client(peer.url())) {
      assertThat(fetch(client)).isEqualTo("abc");
    }
  }

  @Test
  void growsTheBodyAndGivesItsBuffersBack() throws Exception {
    String large = "x".repeat(300_000);
    try (RawPeer peer = RawPeer.once("HTTP/1.1 200 OK\r\n\r\n" + large);
        TargetClient client = client(peer.url())) {
      assertThat(fetch(client)).isEqualTo(large);
      assertThat(resources.buffers().lentBytes()).isZero();
    }
  }

  @Test
  void followsRedirectsAndDoesNotShowCredentialsToOthers() throws Exception {
    HttpClientOptions options =
        HttpClientOptions.DEFAULTS.withAuth(
            new HttpAuth.Credentials("Bearer", Secret.of("secret")));
    try (RawPeer other = RawPeer.always(RawPeer.ok("a 1\n"));
        RawPeer peer =
            RawPeer.once(
                "HTTP/1.1 302 Found\r\nLocation: "
                    + other.url()
                    + "\r\nContent-Length: 0\r\n\r\n");
        TargetClient client = client(peer.url(), options)) {
      assertThat(fetch(client)).isEqualTo("a 1\n");
      assertThat(peer.requests().getFirst()).contains("Authorization: Bearer secret\r\n");
      assertThat(other.requests().getFirst()).doesNotContain("Authorization");
    }
  }

  @Test
  void sendsBasicCredentialsAndConfiguredHeaders() throws Exception {
    HttpClientOptions options =
        HttpClientOptions.DEFAULTS
            .withAuth(new HttpAuth.Basic(Secret.of("Aladdin"), Secret.of("open sesame")))
            .withHeaders(Map.of("X-Scope", List.of(Secret.of("a"), Secret.of("b"))));
    try (RawPeer peer = RawPeer.always(RawPeer.ok("a 1\n"));
        TargetClient client = client(peer.url(), options)) {
      fetch(client);
      assertThat(peer.requests().getFirst())
          .contains("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n")
          .contains("X-Scope: a\r\nX-Scope: b\r\n");
    }
  }

  @Test
  void givesUpARedirectLoop() throws Exception {
    try (RawPeer peer = RawPeer.once("HTTP/1.1 302 Found\r\nLocation: /loop\r\n\r\n");
        TargetClient client = client(peer.url())) {
      assertThatThrownBy(() -> fetch(client))
          .hasMessage("Get \"http://" + peer.address() + "/loop\": stopped after 10 redirects");
      assertThat(peer.requests()).hasSize(10);
    }
  }

  @Test
  void doesNotFollowWhereItMustNot() throws Exception {
    try (RawPeer peer = RawPeer.once("HTTP/1.1 302 Found\r\nLocation: /loop\r\n\r\n");
        TargetClient client =
            client(peer.url(), HttpClientOptions.DEFAULTS.withFollowRedirects(false))) {
      assertThatThrownBy(() -> fetch(client)).hasMessage("server returned HTTP status 302 Found");
    }
  }

  @Test
  void saysWhatTheServerSaid() throws Exception {
    try (RawPeer peer = RawPeer.once("HTTP/1.1 500 Internal Server Error\r\n\r\n");
        TargetClient client = client(peer.url())) {
      assertThatThrownBy(() -> fetch(client))
          .hasMessage("server returned HTTP status 500 Internal Server Error");
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    String address;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + socket.getLocalPort();
    }
    try (TargetClient client = client("http://" + address + "/metrics")) {
      assertThatThrownBy(() -> fetch(client))
          .hasMessage(
              "Get \"http://%s/metrics\": dial tcp %s: connect: connection refused"
                  .formatted(address, address));
    }
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    Resolver none =
        host -> {
          throw new UnknownHostException(host);
        };
    HttpResources lost = new HttpResources(1 << 20, "agent", Map.of(), none);
    try (TargetClient client =
        new TargetClient(
            new Connector(lost, HttpClientOptions.DEFAULTS), "http://nowhere/x", Map.of())) {
      assertThatThrownBy(() -> fetch(client))
          .hasMessage("Get \"http://nowhere/x\": dial tcp: lookup nowhere: no such host");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-"})
  void endsAtTheTimeoutWhenTheServerHangs(String sent) throws Exception {
    try (RawPeer peer =
            new RawPeer((request, out, closed) -> {
              out.write(sent.getBytes(UTF_8));
              closed.await();
              return false;
            });
        TargetClient client = client(peer.url());
        Body body = resources.newBody(0)) {
      assertThatThrownBy(() -> client.fetch(500, body))
          .hasMessage("Get \"" + peer.url() + "\": context deadline exceeded");
    }
  }

  @Test
  void endsAtTheTimeoutWhenABodyComesDropByDrop() throws Exception {
    try (RawPeer peer =
            new RawPeer((request, out, closed) -> {
              out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
              while (!closed.await(5, TimeUnit.MILLISECONDS)) {
                out.write('a');
              }
              return false;
            });
        TargetClient client = client(peer.url());
        Body body = resources.newBody(0)) {
      assertThatThrownBy(() -> client.fetch(1_000, body)).hasMessage("context deadline exceeded");
    }
  }

  @Test
  void endsWhenItIsClosed() throws Exception {
    try (RawPeer peer =
            new RawPeer((request, out, closed) -> {
              closed.await();
              return false;
            });
        Body body = resources.newBody(0)) {
      TargetClient client = client(peer.url());
      Thread.ofVirtual()
          .start(() -> {
            await().atMost(Duration.ofSeconds(60)).until(() -> !peer.requests().isEmpty());
            client.close();
          });
      assertThatThrownBy(() -> client.fetch(LONG_MS, body))
          .isInstanceOfSatisfying(
              FetchException.class,
              e -> assertThat(e.kind()).isEqualTo(FetchException.Kind.CANCELLED));
    }
  }

  @Test
  void doesNotReadMoreThanTheLimit() throws Exception {
    try (RawPeer peer = RawPeer.always(RawPeer.ok("0123456789"));
        TargetClient client = client(peer.url());
        Body fits = resources.newBody(11);
        Body exceeds = resources.newBody(10)) {
      client.fetch(LONG_MS, fits);
      assertThat(fits.length()).isEqualTo(10);
      assertThatThrownBy(() -> client.fetch(LONG_MS, exceeds))
          .hasMessage("body size limit exceeded")
          .isInstanceOfSatisfying(
              FetchException.class,
              e -> assertThat(e.kind()).isEqualTo(FetchException.Kind.BODY_SIZE_LIMIT));
    }
  }

  @Test
  void aBodyWithoutLimitHasABoundToo() throws Exception {
    try (RawPeer peer = RawPeer.once("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(1 << 20));
        TargetClient client = client(peer.url())) {
      assertThatThrownBy(() -> fetch(client))
          .hasMessage("body is larger than 1048576 bytes, the most that is taken of any target");
      assertThat(resources.buffers().lentBytes()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
      })
  void aBodyThatBreaksOffIsNone(String response) throws Exception {
    try (RawPeer peer = RawPeer.once(response);
        TargetClient client = client(peer.url())) {
      assertThatThrownBy(() -> fetch(client)).hasMessage("unexpected EOF");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1e3\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
      })
  void refusesWhatIsNotHttp(String response) throws Exception {
    try (RawPeer peer = RawPeer.once(response);
        TargetClient client = client(peer.url())) {
      assertThatThrownBy(() -> fetch(client))
          .isInstanceOf(FetchException.class)
          .message()
          .isNotEmpty();
    }
  }

  @Test
  void saysWhatCameInPlaceOfHttp() throws Exception {
    try (RawPeer peer = RawPeer.once("a_total{x=\"1\"} 1\nb 2\n");
        TargetClient client = client(peer.url())) {
      assertThatThrownBy(() -> fetch(client))
          .hasMessageEndingWith("malformed HTTP response \"a_total{x=\\\"1\\\"} 1\"");
    }
  }

  @Test
  void refusesTwoLengths() throws Exception {
    try (RawPeer peer =
            RawPeer.once("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 2\r\n\r\na 1\n");
        TargetClient client = client(peer.url())) {
      assertThatThrownBy(() -> fetch(client))
          .hasMessageContaining("multiple Content-Length headers; got [\"4\" \"2\"]");
    }
  }

  @Test
  void passesInterimAnswers() throws Exception {
    String interim = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na 1\n";
    try (RawPeer peer = RawPeer.always((interim.repeat(5) + answer).getBytes(UTF_8));
        TargetClient client = client(peer.url())) {
      assertThat(fetch(client)).isEqualTo("a 1\n");
      assertThat(fetch(client)).isEqualTo("a 1\n");
      assertThat(peer.connections()).isEqualTo(1);
    }
    try (RawPeer peer = RawPeer.once(interim.repeat(6) + answer);
        TargetClient client = client(peer.url())) {
      assertThatThrownBy(() -> fetch(client)).hasMessageContaining("too many 1xx");
    }
  }

  @Test
  void aHeadHasABound() throws Exception {
    try (RawPeer peer = RawPeer.once("HTTP/1.1 200 OK\r\nA: " + "x".repeat(200_000));
        TargetClient client = client(peer.url())) {
      assertThatThrownBy(() -> fetch(client)).hasMessageContaining("exceeded 65536 bytes");
    }
  }
}
