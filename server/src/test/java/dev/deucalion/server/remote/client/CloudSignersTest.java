package dev.deucalion.server.remote.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.server.remote.options.CloudAuth;
import dev.deucalion.server.remote.options.CloudAuth.AzureMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudSignersTest {
  private static final long TIMEOUT_MS = 20_000;
  private static final HttpRequest REQUEST =
      HttpRequest.post("https://aps.example/api/v1/remote_write", "application/x-protobuf", "x");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicLong nowMs = new AtomicLong(1_440_938_160_000L);
  private final Clock clock = nowMs::get;
  private final HttpResources http = new HttpResources(1 << 20, "test", Map.of(), Resolver.SYSTEM);
  private HttpServer cloud;

  @BeforeEach
  void start() throws IOException {
    cloud = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cloud.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            String answer =
                body.contains("AssumeRole")
                    ? """
                    <AssumeRoleResponse><AssumeRoleResult><Credentials>
                    <AccessKeyId>ROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
                    <SessionToken>session</SessionToken>
                    <Expiration>2015-08-30T13:36:00Z</Expiration>
                    </Credentials></AssumeRoleResult></AssumeRoleResponse>
                    """
                    : "{\"access_token\":\"token-%s\",\"expires_in\":\"3600\"}"
                        .formatted(asked.size());
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
          }
        });
    cloud.start();
  }

  @AfterEach
  void stop() {
    cloud.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + cloud.getAddress().getPort();
  }

  private AzureSigner azure(AzureMethod method) {
    return new AzureSigner(
        new CloudAuth.AzureAd("AzurePublic", "", method),
        http,
        Map.of("AZURE_AUTHORITY_HOST", url(), "AZURE_POD_IDENTITY_AUTHORITY_HOST", url()),
        clock);
  }

  @Test
  void aTokenIsKeptUntilItExpires() throws FetchException {
    AzureSigner signer = azure(new AzureMethod.ClientSecret("me", Secret.of("a&b"), "tenant"));
    assertThat(signer.sign(REQUEST, TIMEOUT_MS).headers())
        .containsEntry("Authorization", "Bearer token-1");
    nowMs.addAndGet(3_000_000);
    assertThat(signer.sign(REQUEST, TIMEOUT_MS).headers())
        .containsEntry("Authorization", "Bearer token-1");
    nowMs.addAndGet(400_000);
    assertThat(signer.sign(REQUEST, TIMEOUT_MS).headers())
        .containsEntry("Authorization", "Bearer token-2");
    assertThat(asked.getFirst())
        .isEqualTo(
            "POST /tenant/oauth2/v2.0/token grant_type=client_credentials&client_id=me"
                + "&scope=https%3A%2F%2Fmonitor.azure.com%2F%2F.default&client_secret=a%26b");
  }

  @Test
  void theMachineIsAskedForItsIdentity() throws FetchException {
    azure(new AzureMethod.ManagedIdentity("id")).sign(REQUEST, TIMEOUT_MS);
    assertThat(asked)
        .containsExactly(
            "GET /metadata/identity/oauth2/token?api-version=2018-02-01"
                + "&resource=https%3A%2F%2Fmonitor.azure.com%2F&client_id=id ");
  }

  @Test
  void aTokenOfTheClusterIsExchanged(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("token"), "cluster\n");
    azure(new AzureMethod.WorkloadIdentity("me", "tenant", file.toString()))
        .sign(REQUEST, TIMEOUT_MS);
    assertThat(asked.getFirst()).endsWith("jwt-bearer&client_assertion=cluster");
    AzureSigner lacking =
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
            http,
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
            http,
            Map.of("HOME", "/nowhere", "AWS_ENDPOINT_URL_STS", url()),
            clock);
    Map<String, String> headers = signer.sign(REQUEST, TIMEOUT_MS).headers();
    assertThat(headers.get("Authorization"))
        .contains("Credential=ROLE/20150830/eu-west-1/other/aws4_request");
    assertThat(headers).containsEntry("X-Amz-Security-Token", "session");
    assertThat(asked.getFirst()).contains("RoleArn=arn%3Arole").contains("ExternalId=external");
  }
}
