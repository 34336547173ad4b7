package dev.deucalion.scrape.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.scrape.options.TlsVersion;
import dev.deucalion.scrape.testing.TestCertificate;
import dev.deucalion.scrape.testing.WebPeer;
import dev.deucalion.scrape.testing.WebPeer.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateRotationTest {
  private static TestCertificate server;
  private static TestCertificate first;
  private static TestCertificate second;

  private final HttpResources resources =
      new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM);

  @BeforeAll
  static void makeCertificates(@TempDir Path directory) throws Exception {
    server = TestCertificate.make(directory, "exporter", "EC");
    first = TestCertificate.make(directory, "first", "EC");
    second = TestCertificate.make(directory, "second", "RSA");
  }

  private static HttpClientOptions tls(
      Path ca, @Nullable Path certificate, @Nullable Path key, @Nullable TlsVersion max) {
    return HttpClientOptions.DEFAULTS.withTls(
        new TlsOptions(
            Secret.inFile(ca),
            certificate == null ? null : Secret.inFile(certificate),
            key == null ? null : Secret.inFile(key),
            "exporter.test",
            false,
            null,
            max));
  }

  @Test
  void aRotatedClientCertificateIsShownAtTheNextRequest(@TempDir Path directory) throws Exception {
    Path ca = Files.writeString(directory.resolve("ca.pem"), server.pem());
    Path certificate = Files.writeString(directory.resolve("cert.pem"), first.pem());
    Path key = Files.writeString(directory.resolve("key.pem"), first.keyPem());
    try (WebPeer peer =
            WebPeer.start(server.server(first, second), true, request -> Answer.json("{}"));
        HttpCaller caller = new HttpCaller(resources, tls(ca, certificate, key, null))) {
      HttpRequest request = HttpRequest.get(peer.url("/"));
      caller.call(request, 20_000);
      caller.call(request, 20_000);
      Files.writeString(certificate, second.pem());
      Files.writeString(key, second.keyPem());
      caller.call(request, 20_000);
      assertThat(peer.requests())
          .extracting(WebPeer.Request::client)
          .containsExactly("CN=first", "CN=first", "CN=second");
    }
  }

  @Test
  void oneFileMayHaveCertificateAndKey(@TempDir Path directory) throws Exception {
    String broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    Path ca = Files.writeString(directory.resolve("ca.pem"), broken + server.pem());
    Path both = Files.writeString(directory.resolve("both"), first.keyPem() + first.pem());
    try (WebPeer peer = WebPeer.start(server.server(first), true, request -> Answer.json("{}"));
        HttpCaller caller = new HttpCaller(resources, tls(ca, both, both, null))) {
      caller.call(HttpRequest.get(peer.url("/")), 20_000);
      assertThat(peer.requests().getFirst().client()).isEqualTo("CN=first");
      Files.writeString(ca, broken);
      assertThatThrownBy(() -> caller.call(HttpRequest.get(peer.url("/")), 20_000))
          .hasMessageContaining("unable to use specified CA cert");
    }
  }

  @Test
  void aCertificateIsShownWhicheverAuthoritiesTheServerNames() throws Exception {
    TlsOptions options =
        new TlsOptions(
            null, Secret.of(first.pem()), Secret.of(first.keyPem()), "", false, null, null);
    KeyManager[] managers = Objects.requireNonNull(TlsMaterial.keyManagers(options));
    assertThat(managers).hasOnlyElementsOfType(X509ExtendedKeyManager.class);
    X509ExtendedKeyManager manager = (X509ExtendedKeyManager) managers[0];
    Principal[] others = {new X500Principal("CN=other")};
    String alias = manager.chooseClientAlias(new String[] {"RSA", "EC"}, others, null);
    assertThat(manager.getCertificateChain(alias)[0].getSubjectX500Principal())
        .isEqualTo(new X500Principal("CN=first"));
    assertThat(manager.chooseClientAlias(new String[] {"RSA"}, others, null)).isNull();
  }

  @Test
  void commentsBesideCertificatesMayBeInAnyEncoding(@TempDir Path directory) throws Exception {
    byte[] latin = ("# Ra\u00edz\n" + server.pem()).getBytes(StandardCharsets.ISO_8859_1);
    Path ca = Files.write(directory.resolve("ca.pem"), latin);
    try (WebPeer peer = WebPeer.start(server.server(), false, request -> Answer.json("{}"));
        HttpCaller caller = new HttpCaller(resources, tls(ca, null, null, null))) {
      assertThat(caller.call(HttpRequest.get(peer.url("/")), 20_000).code()).isEqualTo(200);
    }
  }

  @Test
  void anotherAuthorityIsTrustedAsSoonAsItIsInTheFile(@TempDir Path directory) throws Exception {
    Path ca = Files.writeString(directory.resolve("ca.pem"), first.pem());
    try (WebPeer peer = WebPeer.start(server.server(), false, request -> Answer.json("{}"));
        HttpCaller caller = new HttpCaller(resources, tls(ca, null, null, TlsVersion.TLS12))) {
      HttpRequest request = HttpRequest.get(peer.url("/"));
      assertThatThrownBy(() -> caller.call(request, 20_000)).hasMessageContaining("tls: ");
      Files.writeString(ca, first.pem() + server.pem());
      assertThat(caller.call(request, 20_000).code()).isEqualTo(200);
      Files.delete(ca);
      assertThatThrownBy(() -> caller.call(request, 20_000))
          .hasMessageContaining("unable to read CA cert: ");
    }
  }
}
