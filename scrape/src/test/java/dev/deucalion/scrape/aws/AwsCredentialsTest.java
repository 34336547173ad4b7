package dev.deucalion.scrape.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.testing.WebPeer;
import dev.deucalion.scrape.testing.WebPeer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where keys come from: one peer is the token service, the container and the machine. */
class AwsCredentialsTest {
  private static final long NOW_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private final Map<String, String> environment = new HashMap<>();
  private WebPeer peer;

  @TempDir Path home;

  @BeforeEach
  void start() throws IOException {
    peer = WebPeer.start(AwsCredentialsTest::answer);
    environment.put("HOME", home.toString());
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ENDPOINT_URL_STS", peer.url("/sts"));
    environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", peer.url("/machine"));
  }

  @AfterEach
  void stop() {
    peer.close();
  }

  /** Keys that are named after what was asked for. */
  private static Answer answer(WebPeer.Request request) {
    if (request.target().startsWith("/sts")) {
      String action = request.body().replaceFirst(".*Action=([^&]+).*", "$1");
      String role = request.body().replaceFirst(".*RoleArn=([^&]+).*", "$1");
      return new Answer(
          200,
          Map.of(),
          ("<%1$sResponse><%1$sResult><Credentials><AccessKeyId>%2$s</AccessKeyId>"
                  + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                  + "<Expiration>2026-01-01T01:00:00Z</Expiration></Credentials>"
                  + "</%1$sResult></%1$sResponse>")
              .formatted(action, role));
    }
    if (request.target().endsWith("/api/token") || request.target().endsWith("-credentials/")) {
      return new Answer(200, Map.of(), "machine");
    }
    String name = request.target().substring(request.target().lastIndexOf('/') + 1);
    return Answer.json(
        "{\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"s\",\"Token\":\"t\"}".formatted(name));
  }

  private AwsKeys keys(String profile) throws DiscoveryException {
    HttpResources resources = new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM);
    try (HttpCaller caller = new HttpCaller(resources, HttpClientOptions.DEFAULTS);
        HttpCaller local = new HttpCaller(resources, HttpClientOptions.DEFAULTS)) {
      Clock clock = () -> NOW_MS;
      AwsIdentity identity = new AwsIdentity("", "", null, profile, "", "", "");
      return new AwsCredentials(identity, environment, clock, caller, local).keys();
    }
  }

  private void profiles(String text) throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws/config"), text);
  }

  private WebPeer.Request lastRequest() {
    return peer.requests().getLast();
  }

  @Test
  void aTokenOfTheEnvironmentStandsForARole() throws Exception {
    Path token = Files.writeString(home.resolve("token"), "web-token\n");
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    environment.put("AWS_ROLE_ARN", "pods");
    environment.put("AWS_ROLE_SESSION_NAME", "me");
    AwsKeys keys = keys("");
    assertThat(keys.accessKey()).isEqualTo("pods");
    assertThat(keys.sessionToken()).isEqualTo("t");
    assertThat(keys.expiresMs()).isEqualTo(NOW_MS + 3_600_000);
    assertThat(lastRequest().body())
        .contains("Action=AssumeRoleWithWebIdentity", "WebIdentityToken=web-token")
        .contains("RoleSessionName=me");
    assertThat(lastRequest().headers()).doesNotContainKey("Authorization");
  }

  @Test
  void keysOfTheEnvironmentComeBeforeItsToken() throws Exception {
    environment.put("AWS_ACCESS_KEY_ID", "own");
    environment.put("AWS_SECRET_ACCESS_KEY", "s");
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", home.resolve("none").toString());
    assertThat(keys("").accessKey()).isEqualTo("own");
    assertThat(peer.requests()).isEmpty();
  }

  @Test
  void aContainerIsShownTheTokenThatItsFileHasNow() throws Exception {
    Path token = Files.writeString(home.resolve("token"), "first");
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", peer.url("/container"));
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "never");
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString());
    assertThat(keys("").accessKey()).isEqualTo("container");
    assertThat(lastRequest().header("Authorization")).isEqualTo("first");
    Files.writeString(token, "second");
    keys("");
    assertThat(lastRequest().header("Authorization")).isEqualTo("second");
  }

  @Test
  void aProfileTakesOverARoleWithTheKeysOfAnother() throws Exception {
    profiles(
        """
        [profile reader]
        role_arn = reading
        source_profile = base
        external_id = x
        [profile base]
        aws_access_key_id = own
        aws_secret_access_key = s
        """);
    assertThat(keys("reader").accessKey()).isEqualTo("reading");
    assertThat(lastRequest().body()).contains("Action=AssumeRole&", "ExternalId=x");
    assertThat(lastRequest().header("Authorization")).contains("Credential=own/");
  }

  @Test
  void aProfileTakesOverARoleWithAToken() throws Exception {
    Path token = Files.writeString(home.resolve("token"), "web-token");
    profiles("[default]\nrole_arn = pods\nweb_identity_token_file = " + token + "\n");
    assertThat(keys("").accessKey()).isEqualTo("pods");
    assertThat(lastRequest().body()).contains("WebIdentityToken=web-token");
  }

  @Test
  void aProfileNamesWhoHasItsKeys() throws Exception {
    profiles("[default]\nrole_arn = r\ncredential_source = Ec2InstanceMetadata\n");
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", peer.url("/container"));
    assertThat(keys("").accessKey()).isEqualTo("r");
    assertThat(lastRequest().header("Authorization")).contains("Credential=machine/");
  }

  @Test
  void withoutAnythingTheMachineIsAsked() throws Exception {
    assertThat(keys("").accessKey()).isEqualTo("machine");
  }

  @Test
  void whatCannotBeUsedIsSaid() throws Exception {
    profiles(
        """
        [profile a]
        source_profile = b
        [profile b]
        source_profile = a
        [profile sso]
        sso_session = corporate
        """);
    assertThatThrownBy(() -> keys("a")).hasMessageContaining("takes its keys from itself");
    assertThatThrownBy(() -> keys("sso"))
        .hasMessage("no keys: sso_session of the profile \"sso\" is not supported");
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", home.resolve("none").toString());
    assertThatThrownBy(() -> keys("")).hasMessage("no keys: role ARN is not set");
  }
}
