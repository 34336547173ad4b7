package dev.deucalion.server.remote.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.server.remote.options.CloudAuth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoogleGrantTest {
  private static final long NOW_MS = 1_440_938_160_000L;
  private static final long TIMEOUT_MS = 20_000;

  @TempDir private Path directory;
  private FakeCloud cloud;

  @BeforeEach
  void start() throws IOException {
    cloud = new FakeCloud();
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  private void ask(String credentialsFile, Map<String, String> environment) throws FetchException {
    GoogleGrant grant =
        new GoogleGrant(new CloudAuth.GoogleIam(credentialsFile), environment, () -> NOW_MS);
    assertThat(
            new TokenSigner(grant, FakeCloud.HTTP, () -> NOW_MS)
                .sign(HttpRequest.get("http://x"), TIMEOUT_MS)
                .headers())
        .containsEntry("Authorization", "Bearer token-1");
  }

  private Path account(KeyPair keys) throws IOException {
    String key = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
    String json =
        """
        {"type": "service_account", "private_key_id": "k1", "client_email": "me@project",
         "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
         "token_uri": "%s/token"}
        """
            .formatted(key.replace("\r\n", "\\n"), cloud.url());
    return Files.writeString(directory.resolve("account.json"), json);
  }

  private void assertSigned(KeyPair keys) throws Exception {
    assertThat(cloud.asked).singleElement().asString().startsWith("POST /token ");
    assertThat(cloud.lastField("grant_type"))
        .isEqualTo("urn:ietf:params:oauth:grant-type:jwt-bearer");
    String[] parts = cloud.lastField("assertion").split("\\.", -1);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8))
        .isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"k1\"}");
    JsonValue claims = JsonValue.parse(Base64.getUrlDecoder().decode(parts[1]));
    assertThat(claims.text("iss")).isEqualTo("me@project");
    assertThat(claims.text("scope")).isEqualTo("https://www.googleapis.com/auth/monitoring.write");
    assertThat(claims.text("aud")).isEqualTo(cloud.url() + "/token");
    assertThat(claims.text("iat")).isEqualTo("1440938160");
    assertThat(claims.text("exp")).isEqualTo("1440941760");
  }

  private static KeyPair keys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  @Test
  void theKeyOfAServiceAccountSigns() throws Exception {
    KeyPair keys = keys();
    ask(account(keys).toString(), Map.of());
    assertSigned(keys);
  }

  @Test
  void theEnvironmentNamesAFile() throws Exception {
    KeyPair keys = keys();
    ask("", Map.of("GOOGLE_APPLICATION_CREDENTIALS", account(keys).toString()));
    assertSigned(keys);
  }

  @Test
  void theToolLeavesAFileThatNamesAUser() throws Exception {
    Path file = directory.resolve(".config/gcloud/application_default_credentials.json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        {"type": "authorized_user", "client_id": "c", "client_secret": "s", "refresh_token": "r",
         "token_uri": "%s/token"}
        """
            .formatted(cloud.url()));
    ask("", Map.of("HOME", directory.toString()));
    assertThat(cloud.asked)
        .containsExactly(
            "POST /token grant_type=refresh_token&client_id=c&client_secret=s&refresh_token=r");
  }

  @Test
  void theMachineHasAnAccount() throws Exception {
    ask("", Map.of("HOME", directory.toString(), "GCE_METADATA_HOST", cloud.address()));
    assertThat(cloud.asked)
        .containsExactly(
            "GET /computeMetadata/v1/instance/service-accounts/default/token"
                + "?scopes=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fmonitoring.write ");
  }

  @Test
  void filesThatCannotBeUsedAreToldOf() throws IOException {
    Path user =
        Files.writeString(directory.resolve("user.json"), "{\"type\": \"authorized_user\"}");
    Path other = Files.writeString(directory.resolve("other.json"), "{\"type\": \"other\"}");
    Path broken = Files.writeString(directory.resolve("broken.json"), "{");
    assertRefused(user.toString(), Map.of(), "user.json is not of a service account");
    assertRefused(directory + "/none", Map.of(), "unable to read the credentials file ");
    assertRefused(broken.toString(), Map.of(), "broken.json is not JSON: ");
    assertRefused(
        "",
        Map.of("GOOGLE_APPLICATION_CREDENTIALS", other.toString()),
        "credentials of type \"other\" are not supported");
    assertThat(cloud.asked).isEmpty();
  }

  private void assertRefused(String file, Map<String, String> environment, String text) {
    assertThatThrownBy(() -> ask(file, environment))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("failed to get a token of Google: ")
        .hasMessageContaining(text);
  }
}
