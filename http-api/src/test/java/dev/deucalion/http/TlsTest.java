package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.http.security.ClientAuth;
import dev.deucalion.http.security.Pem;
import dev.deucalion.http.security.TlsServerOptions;
import dev.deucalion.http.security.WebConfig;
import dev.deucalion.http.security.WebConfigException;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections by TLS: certificates of both sides, changed files, clients that do not speak it. */
final class TlsTest {
  private static final Certificates OURS = Certificates.newAuthority();
  private static final Certificates THEIRS = Certificates.newAuthority();
  private static final X509Bundle SERVER = OURS.server();

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void answersByTls(HttpClient.Version version) throws Exception {
    WebConfig config = Certificates.config(Certificates.options(SERVER));
    try (ServerFixture http = new ServerFixture(() -> config)) {
      assertThat(http.server.hasTls()).isTrue();
      HttpResponse<String> answer = get(http, OURS.clientContext(null), version);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.body()).isEqualTo("Prometheus Server is Ready.\n");
      assertThat(answer.sslSession().map(SSLSession::getProtocol)).contains("TLSv1.3");
    }
  }

  @Test
  void certificateAndKeyMayStandInOneText() throws Exception {
    Pem both = new Pem(SERVER.getPrivateKeyPEM() + SERVER.getCertificatePathPEM(), "");
    TlsServerOptions apart = Certificates.options(SERVER);
    TlsServerOptions together =
        new TlsServerOptions(
            both,
            both,
            apart.clientAuthorities(),
            apart.clientAuth(),
            apart.allowedClientNames(),
            apart.minVersion(),
            apart.maxVersion(),
            apart.cipherSuites(),
            apart.curves(),
            apart.preferOwnOrder());
    try (ServerFixture http = new ServerFixture(() -> Certificates.config(together))) {
      assertThat(serial(http, OURS)).isEqualTo(SERVER.getCertificate().getSerialNumber());
    }
  }

  @Test
  void http2IsOfferedUnlessItIsSwitchedOff() throws Exception {
    WebConfig with = Certificates.config(Certificates.options(SERVER));
    WebConfig without =
        new WebConfig(with.tls(), false, with.headers(), with.users(), with.rateLimit());
    try (ServerFixture http = new ServerFixture(() -> without)) {
      assertThat(http.server.offersHttp2()).isFalse();
      HttpResponse<String> answer = get(http, OURS.clientContext(null), HttpClient.Version.HTTP_2);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  @Test
  void aChangedCertificateHoldsForTheNextConnection() throws Exception {
    AtomicReference<WebConfig> config =
        new AtomicReference<>(Certificates.config(Certificates.options(SERVER)));
    try (ServerFixture http = new ServerFixture(() -> Objects.requireNonNull(config.get()))) {
      assertThat(serial(http, OURS)).isEqualTo(SERVER.getCertificate().getSerialNumber());
      X509Bundle renewed = OURS.server();
      config.set(Certificates.config(Certificates.options(renewed)));
      assertThat(serial(http, OURS)).isEqualTo(renewed.getCertificate().getSerialNumber());
      X509Bundle other = THEIRS.server();
      config.set(Certificates.config(Certificates.options(other)));
      assertThat(serial(http, THEIRS)).isEqualTo(other.getCertificate().getSerialNumber());
    }
  }

  @Test
  void nobodyIsLetInWhileTheConfigurationIsBroken() throws Exception {
    AtomicReference<@Nullable WebConfig> config =
        new AtomicReference<>(Certificates.config(Certificates.options(SERVER)));
    try (ServerFixture http =
        new ServerFixture(() -> {
          WebConfig now = config.get();
          if (now == null) {
            throw new WebConfigException("broken");
          }
          return now;
        })) {
      WebConfig good = config.getAndSet(null);
      assertThatThrownBy(() -> get(http, OURS.clientContext(null), HttpClient.Version.HTTP_1_1))
          .isInstanceOf(IOException.class);
      config.set(good);
      assertThat(get(http, OURS.clientContext(null), HttpClient.Version.HTTP_1_1).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void clientsMustShowACertificateOfOurs() throws Exception {
    Pem authority = new Pem(OURS.authorityPem(), "");
    WebConfig config =
        Certificates.config(
            Certificates.options(SERVER, authority, ClientAuth.REQUIRE_AND_VERIFY, null));
    try (ServerFixture http = new ServerFixture(() -> config)) {
      assertThat(lets(http, OURS.client("a.test"))).isTrue();
      assertThat(lets(http, THEIRS.client("a.test"))).isFalse();
      assertThat(lets(http, null)).isFalse();
    }
  }

  @Test
  void clientsMustHaveAnAllowedName() throws Exception {
    Pem authority = new Pem(OURS.authorityPem(), "");
    WebConfig config =
        Certificates.config(
            Certificates.options(
                SERVER, authority, ClientAuth.VERIFY_IF_GIVEN, List.of("b.test", "a.test")));
    try (ServerFixture http = new ServerFixture(() -> config)) {
      assertThat(lets(http, OURS.client("a.test"))).isTrue();
      assertThat(lets(http, OURS.client("c.test"))).isFalse();
      assertThat(lets(http, null)).isFalse();
    }
  }

  @Test
  void anyCertificateMayBeAskedFor() throws Exception {
    WebConfig config =
        Certificates.config(Certificates.options(SERVER, Pem.NONE, ClientAuth.REQUIRE_ANY, null));
    try (ServerFixture http = new ServerFixture(() -> config)) {
      assertThat(lets(http, THEIRS.client("a.test"))).isTrue();
      assertThat(lets(http, null)).isFalse();
    }
  }

  @Test
  void whoSpeaksInTheClearIsToldSo() throws IOException {
    WebConfig config = Certificates.config(Certificates.options(SERVER));
    try (ServerFixture http = new ServerFixture(() -> config)) {
      assertThat(http.exchange("GET /-/ready HTTP/1.1\r\nHost: x\r\n\r\n"))
          .isEqualTo(
              "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n");
      assertThat(http.exchange("\u0016\u0003\u0001\u0000\u0005rubbish")).doesNotContain("HTTP");
    }
  }

  private static boolean lets(ServerFixture http, @Nullable X509Bundle own)
      throws InterruptedException {
    try {
      return get(http, OURS.clientContext(own), HttpClient.Version.HTTP_1_1).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static HttpResponse<String> get(
      ServerFixture http, SSLContext context, HttpClient.Version version)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(version).sslContext(context).build()) {
      URI uri = URI.create("https://127.0.0.1:" + http.address().getPort() + "/-/ready");
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  /** Serial number of the certificate that a new connection is shown. */
  private static BigInteger serial(ServerFixture http, Certificates trusted) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            trusted
                .clientContext(null)
                .getSocketFactory()
                .createSocket("127.0.0.1", http.address().getPort())) {
      socket.setSoTimeout(20_000);
      socket.startHandshake();
      socket
          .getOutputStream()
          .write(
              "GET /-/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200 OK");
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }
}
