package dev.deucalion.kubernetes.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.deucalion.kubernetes.KubeconfigFile;
import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An API server whose certificate is that of {@code api.test}, at another name. */
class NamedTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path directory;

  /** Names that clients asked for. */
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private HttpsServer server;
  private Path authority;

  @BeforeEach
  void start() throws Exception {
    KeyStore keys = keys();
    authority =
        Files.writeString(
            directory.resolve("ca.pem"),
            "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getCertificate("own").getEncoded())
                + "\n-----END CERTIFICATE-----\n");
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new Asked(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("ok".getBytes(UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private KeyStore keys() throws Exception {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                (Path.of(System.getProperty("java.home"), "bin", "keytool")
                        + " -genkeypair -alias own -keyalg EC -dname CN=api -ext san=dns:api.test"
                        + " -storetype PKCS12 -storepass "
                        + String.valueOf(PASSWORD)
                        + " -keystore "
                        + file)
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  /** Notes what clients ask for, and takes them all. */
  private final class Asked extends HttpsConfigurator {
    Asked(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters request) {
      SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
      parameters.setSNIMatchers(
          List.of(
              new SNIMatcher(StandardConstants.SNI_HOST_NAME) {
                @Override
                public boolean matches(SNIServerName name) {
                  asked.add(new SNIHostName(name.getEncoded()).getAsciiName());
                  return true;
                }
              }));
      request.setSSLParameters(parameters);
    }
  }

  private String get(String host, String serverName) throws IOException, InterruptedException {
    TlsOptions tls =
        new TlsOptions(Secret.inFile(authority), null, null, serverName, false, null, null);
    HttpClient.Builder builder = HttpClient.newBuilder();
    new ApiHttp(tls, null, Runnable::run).additionalConfig(builder);
    try (HttpClient client = builder.build()) {
      URI uri = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/");
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void theNameOfTheConfigurationIsSentAndChecked(String host) throws Exception {
    assertThat(get(host, "api.test")).isEqualTo("ok");
    assertThat(asked).containsOnly("api.test");
  }

  @Test
  void theNameOfAKubeconfigFileIsSentAndChecked() throws Exception {
    Path file =
        KubeconfigFile.write(
            directory,
            "{server: 'https://127.0.0.1:%d', certificate-authority: '%s', tls-server-name: api.test}"
                .formatted(server.getAddress().getPort(), authority),
            "{token: secret}");
    ApiAccess access = new ApiAccess("", file.toString(), HttpClientOptions.DEFAULTS);
    HttpResources resources = new HttpResources(1 << 20, "Tests/1", Map.of(), Resolver.SYSTEM);
    try (ApiClient client =
        new ApiClient(
            access, resources, new ApiMetrics(new DiscoveryMetrics()), ApiTuning.of("Tests/1"))) {
      assertThat(client.client().raw("/")).isEqualTo("ok");
    }
    assertThat(asked).containsOnly("api.test");
  }

  @Test
  void anotherServerIsRefused() {
    assertThatThrownBy(() -> get("localhost", "other.test"))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("the certificate is not that of other.test");
    assertThat(asked).containsOnly("other.test");
  }

  @Test
  void anAddressIsCheckedButNotSent() {
    assertThatThrownBy(() -> get("localhost", "127.0.0.2"))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining("the certificate is not that of 127.0.0.2");
    assertThat(asked).isEmpty();
  }
}
