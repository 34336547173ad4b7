package dev.deucalion.server.remote.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.server.remote.options.CloudAuth;
import dev.deucalion.server.remote.options.CloudAuth.AzureMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudSignersTest {
  private static final long TIMEOUT_MS = 20_000;
  private static final HttpRequest REQUEST =
      HttpRequest.post("https://aps.example/api/v1/remote_write", "application/x-protobuf", "x");

  private final AtomicLong nowMs = new AtomicLong(1_440_938_160_000L);
  private final Clock clock = nowMs::get;
  private FakeCloud cloud;

  @BeforeEach
  void start() throws IOException {
    cloud = new FakeCloud();
  }

  @AfterEach
  void stop() {
    cloud.close();
  }

  private RequestSigner azure(AzureMethod method) {
    return new TokenSigner(
        new AzureGrant(
            new CloudAuth.AzureAd("AzurePublic", "", method),
            Map.of(
                "AZURE_AUTHORITY_HOST",
                cloud.url(),
                "AZURE_POD_IDENTITY_AUTHORITY_HOST",
                cloud.url()),
            clock,
            new Random(1)),
        FakeCloud.HTTP,
        clock);
  }

  @Test
  void aTokenIsKeptUntilItExpires() throws FetchException {
    RequestSigner signer = azure(new AzureMethod.ClientSecret("me", Secret.of("a&b"), "tenant"));
    assertThat(signer.sign(REQUEST, TIMEOUT_MS).headers())
        .containsEntry("Authorization", "Bearer token-1");
    nowMs.addAndGet(3_000_000);
    assertThat(signer.sign(REQUEST, TIMEOUT_MS).headers())
        .containsEntry("Authorization", "Bearer token-1");
    nowMs.addAndGet(400_000);
    assertThat(signer.sign(REQUEST, TIMEOUT_MS).headers())
        .containsEntry("Authorization", "Bearer token-2");
    assertThat(cloud.asked.getFirst())
        .isEqualTo(
            "POST /tenant/oauth2/v2.0/token grant_type=client_credentials&client_id=me"
                + "&scope=https%3A%2F%2Fmonitor.azure.com%2F%2F.default&client_secret=a%26b");
  }

  @Test
  void theMachineIsAskedForItsIdentity() throws FetchException {
    azure(new AzureMethod.ManagedIdentity("id")).sign(REQUEST, TIMEOUT_MS);
    assertThat(cloud.asked)
        .containsExactly(
            "GET /metadata/identity/oauth2/token?api-version=2018-02-01"
                + "&resource=https%3A%2F%2Fmonitor.azure.com%2F&client_id=id ");
  }

  @Test
  void aTokenOfTheClusterIsExchanged(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "cluster\n");
    azure(new AzureMethod.WorkloadIdentity("me", "tenant", file.toString()))
        .sign(REQUEST, TIMEOUT_MS);
    assertThat(cloud.asked.getFirst()).endsWith("jwt-bearer&client_assertion=cluster");
    RequestSigner lacking =
        azure(new AzureMethod.WorkloadIdentity("me", "tenant", directory + "/other"));
    assertThatThrownBy(() -> lacking.sign(REQUEST, TIMEOUT_MS))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("unable to read the token file");
  }

  @Test
  void amazonGetsASignatureWithTheConfiguredKeys() throws FetchException {
    SigV4Signer signer =
        new SigV4Signer(
            new CloudAuth.SigV4(
                "eu-west-1", "KEY", Secret.of("secret"), "", CloudAuth.Role.NONE, ""),
            FakeCloud.HTTP,
            Map.of("HOME", "/nowhere"),
            clock);
    Map<String, String> headers = signer.sign(REQUEST, TIMEOUT_MS).headers();
    assertThat(headers).containsEntry("X-Amz-Date", "20150830T123600Z");
    assertThat(headers.get("Authorization"))
        .startsWith(
            "AWS4-HMAC-SHA256 Credential=KEY/20150830/eu-west-1/aps/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date, Signature=");
  }

  @Test
  void aRoleIsTakenOver() throws FetchException {
    SigV4Signer signer =
        new SigV4Signer(
            new CloudAuth.SigV4(
                "eu-west-1",
                "KEY",
                Secret.of("secret"),
                "",
                new CloudAuth.Role("arn:role", "external", false),
                "other"),
            FakeCloud.HTTP,
            Map.of("HOME", "/nowhere", "AWS_ENDPOINT_URL_STS", cloud.url()),
            clock);
    Map<String, String> headers = signer.sign(REQUEST, TIMEOUT_MS).headers();
    assertThat(headers.get("Authorization"))
        .contains("Credential=ROLE/20150830/eu-west-1/other/aws4_request");
    assertThat(headers).containsEntry("X-Amz-Security-Token", "session");
    assertThat(cloud.asked.getFirst())
        .contains("RoleArn=arn%3Arole")
        .contains("ExternalId=external");
  }
}
