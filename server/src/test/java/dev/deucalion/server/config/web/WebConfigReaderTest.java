package dev.deucalion.server.config.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.http.security.ClientAuth;
import dev.deucalion.http.security.TlsServerOptions;
import dev.deucalion.http.security.WebConfig;
import dev.deucalion.http.security.WebConfigException;
import dev.deucalion.scrape.options.TlsVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebConfigReaderTest {
  private static final Path FILE = Path.of("/etc/web/web.yml");

  @TempDir private Path dir;

  @Test
  void anEmptyFileMeansNoTlsAndNoPasswords() throws WebConfigException {
    assertThat(WebConfigReader.read("", FILE)).isEqualTo(WebConfig.OPEN);
    assertThat(WebConfigReader.read("tls_server_config: {}\n", FILE)).isEqualTo(WebConfig.OPEN);
  }

  @Test
  void readsEveryKey() throws WebConfigException {
    WebConfig config =
        WebConfigReader.read(
            """
            tls_server_config:
              cert_file: server.crt
              key_file: /keys/server.key
              client_auth_type: RequireAndVerifyClientCert
              client_ca_file: ca.crt
              client_allowed_sans: [a.test, 10.0.0.1]
              min_version: TLS13
              max_version: TLS13
              cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]
              prefer_server_cipher_suites: false
              curve_preferences: [X25519, CurveP256]
            http_server_config:
              http2: false
              headers:
                X-Frame-Options: deny
                Content-Security-Policy: default-src 'self'
            basic_auth_users:
              ann: $2y$10$HHe7FmM5IFOA2z8zYmNJNeaU2yZE5bF8tnEDbGZA13izOU59cifj2
            rate_limit:
              interval: 10ms
              burst: 7
            """,
            FILE);
    TlsServerOptions tls = config.tls();
    assertThat(tls).isNotNull();
    assertThat(tls.certificate().file()).isEqualTo("/etc/web/server.crt");
    assertThat(tls.key().file()).isEqualTo("/keys/server.key");
    assertThat(tls.clientAuthorities().file()).isEqualTo("/etc/web/ca.crt");
    assertThat(tls.clientAuth()).isEqualTo(ClientAuth.REQUIRE_AND_VERIFY);
    assertThat(tls.allowedClientNames()).containsExactly("a.test", "10.0.0.1");
    assertThat(tls.minVersion()).isEqualTo(TlsVersion.TLS13);
    assertThat(tls.cipherSuites()).containsExactly("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
    assertThat(tls.curves()).containsExactly("x25519", "secp256r1");
    assertThat(tls.preferOwnOrder()).isFalse();
    assertThat(config.http2()).isFalse();
    assertThat(config.headers())
        .containsEntry("X-Frame-Options", "deny")
        .containsEntry("Content-Security-Policy", "default-src 'self'");
    assertThat(config.users()).containsOnlyKeys("ann");
    assertThat(config.rateLimit()).isEqualTo(new WebConfig.RateLimit(10_000_000, 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo: 1 | field foo not found in type web.Config",
        "tls_server_config: {cert_file: a} | missing one of key or key_file",
        "tls_server_config: {key_file: a} | missing one of cert or cert_file",
        "tls_server_config: {cert_file: a, key_file: b, client_auth_type: x}"
            + " | invalid ClientAuth: x",
        "tls_server_config: {cert_file: a, key_file: b, client_ca_file: c}"
            + " | client CA's have been configured without a Client Auth Policy",
        "tls_server_config: {min_version: TLS14} | unknown TLS version: TLS14",
        "tls_server_config: {cipher_suites: [x]} | unknown cipher: x",
        "tls_server_config: {curve_preferences: [x]} | unknown curve: x",
        "http_server_config: {headers: {Server: x}} | HTTP header \"Server\" can not be configured",
        "http_server_config: {headers: {X-Frame-Options: x}}"
            + " | Expected one of: [\"deny\" \"sameorigin\"], but got: \"x\"",
        "basic_auth_users: 3 | cannot unmarshal !!int `3` into map[string]config.Secret",
      })
  void tellsWhatIsWrongAndWhere(String text, String message) {
    assertThatThrownBy(() -> WebConfigReader.read(text, FILE))
        .isInstanceOf(WebConfigException.class)
        .hasMessageContaining("/etc/web/web.yml:1:")
        .hasMessageContaining(message);
  }

  @Test
  void aFileIsReadAnewEachTime() throws IOException, WebConfigException {
    Path file = dir.resolve("web.yml");
    WebConfigFile source = new WebConfigFile(file.toString());
    assertThatThrownBy(source::current).hasMessage("open " + file + ": no such file or directory");
    Files.writeString(file, "http_server_config: {http2: true}\n");
    WebConfig first = source.current();
    assertThat(source.current()).isSameAs(first);
    Files.writeString(file, "http_server_config: {http2: false}\n");
    assertThat(source.current().http2()).isFalse();
    Files.writeString(file, "http_server_config: {http2: [}\n");
    assertThatThrownBy(source::current).isInstanceOf(WebConfigException.class);
  }
}
