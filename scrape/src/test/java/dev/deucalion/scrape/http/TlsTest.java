package dev.deucalion.scrape.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final String PASSWORD = "changeit";

  private static String certificate;
  private static HttpsServer server;

  /** What the server was told that it is called, with the last request. */
  private static final AtomicReference<List<SNIServerName>> named =
      new AtomicReference<>(List.of());

  private final HttpResources resources =
      new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM);

  /** A server whose certificate is for the name {@code exporter.test} and signed by itself. */
  @BeforeAll
  static void startServer(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=exporter",
                "-ext",
                "san=dns:exporter.test",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(keytool.getInputStream().readAllBytes(), UTF_8) + keytool.waitFor())
        .endsWith("0");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    certificate =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(store.getCertificate("server").getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          HttpsExchange overTls = (HttpsExchange) exchange;
          ExtendedSSLSession session = (ExtendedSSLSession) overTls.getSSLSession();
          named.set(session.getRequestedServerNames());
          exchange.sendResponseHeaders(200, 4);
          exchange.getResponseBody().write("a 1\n".getBytes(UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stopServer() {
    server.stop(0);
  }

  private String fetch(TlsOptions tls) throws FetchException {
    return fetch(tls, resources);
  }

  private static String fetch(TlsOptions tls, HttpResources resources) throws FetchException {
    String url = "https://127.0.0.1:" + server.getAddress().getPort() + "/";
    HttpClientOptions options = HttpClientOptions.DEFAULTS.withTls(tls);
    try (TargetClient client = new TargetClient(new Connector(resources, options), url, Map.of());
        Body body = resources.newBody(0)) {
      client.fetch(20_000, body);
      return new String(body.toByteArray(), UTF_8);
    }
  }

  @Test
  void trustsTheConfiguredAuthorityForTheConfiguredName() throws Exception {
    TlsOptions tls =
        new TlsOptions(Secret.of(certificate), null, null, "exporter.test", false, null, null);
    assertThat(fetch(tls)).isEqualTo("a 1\n");
  }

  @Test
  void tellsTheServerItsNameAlsoWhereThatHasOnePart() throws Exception {
    for (String name : List.of("exporter.test", "exporter")) {
      fetch(new TlsOptions(null, null, null, name, true, null, null));
      assertThat(named.get()).containsExactly(new SNIHostName(name.getBytes(UTF_8)));
    }
    for (String name : List.of("", "127.0.0.1", "::1", "a..b", "my_exporter")) {
      fetch(new TlsOptions(null, null, null, name, true, null, null));
      assertThat(named.get()).as(name).isEmpty();
    }
  }

  @Test
  void refusesAnotherName() {
    TlsOptions tls = new TlsOptions(Secret.of(certificate), null, null, "", false, null, null);
    assertThatThrownBy(() -> fetch(tls)).hasMessageContaining("tls: ");
  }

  @Test
  void refusesAnUnknownAuthority() {
    assertThatThrownBy(() -> fetch(TlsOptions.DEFAULTS)).hasMessageContaining("tls: ");
  }

  @Test
  void trustsTheAuthoritiesOfTheSystemWhereNoneIsConfigured(@TempDir Path dir) throws Exception {
    Path other = Files.createDirectory(dir.resolve("other"));
    Files.writeString(other.resolve("notes.txt"), "nothing");
    Files.writeString(dir.resolve("ca.pem"), "# ours\n" + certificate);
    Files.createSymbolicLink(dir.resolve("0a1b2c3d.0"), Path.of("ca.pem"));
    TlsOptions tls = new TlsOptions(null, null, null, "exporter.test", false, null, null);
    assertThat(fetch(tls, onSystem(dir.resolve("ca.pem"), other))).isEqualTo("a 1\n");
    assertThat(fetch(tls, onSystem(dir.resolve("missing"), dir))).isEqualTo("a 1\n");
    assertThatThrownBy(() -> fetch(tls, onSystem(other.resolve("notes.txt"), other)))
        .as("those of the Java runtime do not know it")
        .hasMessageContaining("tls: ");
  }

  private static HttpResources onSystem(Path bundle, Path directory) {
    Map<String, String> environment =
        Map.of("SSL_CERT_FILE", bundle.toString(), "SSL_CERT_DIR", "/missing:" + directory);
    return new HttpResources(1 << 20, "agent", environment, Resolver.SYSTEM);
  }

  @Test
  void takesAnyWhenToldTo() throws Exception {
    assertThat(fetch(new TlsOptions(null, null, null, "", true, null, null))).isEqualTo("a 1\n");
  }
}
