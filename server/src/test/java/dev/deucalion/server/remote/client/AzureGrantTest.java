package dev.deucalion.server.remote.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.server.remote.options.CloudAuth;
import dev.deucalion.server.remote.options.CloudAuth.AzureMethod;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asks for tokens of Entra ID by a certificate, or as the environment says. */
class AzureGrantTest {
  private static final long NOW_MS = 1_440_938_160_000L;
  private static final long TIMEOUT_MS = 20_000;
  private static final String PASSWORD = "changeit";

  @TempDir private static Path directory;

  private static FakeCloud cloud;
  private static Path pfx;
  private static Certificate certificate;
  private static String certificatePem;
  private static String keyPem;

  @BeforeAll
  static void makeCertificate() throws Exception {
    cloud = new FakeCloud();
    pfx = directory.resolve("app.pfx");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "app",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=app",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                pfx.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(pfx)) {
      store.load(in, PASSWORD.toCharArray());
    }
    certificate = store.getCertificate("app");
    certificatePem = pem("CERTIFICATE", certificate.getEncoded());
    keyPem = pem("PRIVATE KEY", store.getKey("app", PASSWORD.toCharArray()).getEncoded());
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
  }

  private static void ask(AzureMethod method, Map<String, String> environment)
      throws FetchException {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("AZURE_AUTHORITY_HOST", cloud.url());
    variables.put("AZURE_POD_IDENTITY_AUTHORITY_HOST", cloud.url());
    HttpRequest signed =
        new TokenSigner(
                new AzureGrant(
                    new CloudAuth.AzureAd("AzurePublic", "", method),
                    variables,
                    () -> NOW_MS,
                    new Random(1)),
                FakeCloud.HTTP,
                () -> NOW_MS)
            .sign(HttpRequest.get("http://x"), TIMEOUT_MS);
    assertThat(signed.headers())
        .containsEntry("Authorization", "Bearer token-" + cloud.asked.size());
  }

  private static AzureMethod.Certificate files(Path certificate, String key, boolean sendsChain) {
    return new AzureMethod.Certificate(
        "me",
        "tenant",
        new AzureMethod.KeyFiles(certificate.toString(), key, Secret.of(PASSWORD)),
        sendsChain);
  }

  /** Checks the last assertion that was sent; returns its header. */
  private static JsonValue assertSigned() throws Exception {
    assertThat(cloud.asked.getLast())
        .startsWith("POST /tenant/oauth2/v2.0/token grant_type=client_credentials&client_id=me");
    assertThat(cloud.lastField("client_assertion_type"))
        .endsWith("client-assertion-type:jwt-bearer");
    String[] parts = cloud.lastField("client_assertion").split("\\.", -1);
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    signature.initVerify(certificate);
    signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    JsonValue claims = JsonValue.parse(Base64.getUrlDecoder().decode(parts[1]));
    assertThat(claims.text("aud")).isEqualTo(cloud.url() + "/tenant/oauth2/v2.0/token");
    assertThat(claims.text("iss")).isEqualTo("me");
    assertThat(claims.text("sub")).isEqualTo("me");
    assertThat(claims.text("nbf")).isEqualTo("1440938160");
    assertThat(claims.text("exp")).isEqualTo("1440938760");
    JsonValue header = JsonValue.parse(Base64.getUrlDecoder().decode(parts[0]));
    assertThat(header.text("alg")).isEqualTo("PS256");
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    assertThat(header.text("x5t#S256"))
        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    return header;
  }

  @Test
  void aCertificateInPemSigns() throws Exception {
    Path both = Files.writeString(directory.resolve("both.pem"), keyPem + certificatePem);
    ask(files(both, "", false), Map.of());
    assertThat(assertSigned().get("x5c").isNull()).isTrue();
  }

  @Test
  void theKeyMayBeInAFileOfItsOwnAndTheChainBeSent() throws Exception {
    Path alone = Files.writeString(directory.resolve("alone.pem"), certificatePem);
    Path key = Files.writeString(directory.resolve("key.pem"), keyPem);
    ask(files(alone, key.toString(), true), Map.of());
    assertThat(assertSigned().get("x5c").texts())
        .containsExactly(Base64.getEncoder().encodeToString(certificate.getEncoded()));
  }

  @Test
  void aCertificateInPfxSigns() throws Exception {
    ask(files(pfx, "", false), Map.of());
    assertSigned();
  }

  @Test
  void whatCannotSignIsToldOf() throws IOException {
    Path alone = Files.writeString(directory.resolve("keyless.pem"), certificatePem);
    assertThatThrownBy(() -> ask(files(alone, "", false), Map.of()))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("failed to get a token of Entra ID: the certificate cannot sign: ");
    assertThatThrownBy(() -> ask(files(directory.resolve("none"), "", false), Map.of()))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("unable to read the certificate: ");
  }

  @Test
  void theEnvironmentSaysWhoAsks() throws Exception {
    AzureMethod sdk = new AzureMethod.Environment("");
    Map<String, String> named = Map.of("AZURE_CLIENT_ID", "me", "AZURE_TENANT_ID", "tenant");
    ask(sdk, with(named, "AZURE_CLIENT_SECRET", "s"));
    assertThat(cloud.lastField("client_secret")).isEqualTo("s");

    Path both = Files.writeString(directory.resolve("sdk.pem"), keyPem + certificatePem);
    ask(sdk, with(named, "AZURE_CLIENT_CERTIFICATE_PATH", both.toString()));
    assertSigned();

    Path token = Files.writeString(directory.resolve("token"), "cluster\n");
    Map<String, String> workload = with(named, "AZURE_FEDERATED_TOKEN_FILE", token.toString());
    ask(sdk, workload);
    assertThat(cloud.lastField("client_assertion")).isEqualTo("cluster");
    ask(new AzureMethod.Environment("other"), workload);
    assertThat(cloud.asked.getLast()).startsWith("POST /other/oauth2/v2.0/token ");

    ask(sdk, named);
    assertThat(cloud.asked.getLast()).startsWith("GET /metadata/identity").contains("client_id=me");
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(name, value);
    return more;
  }
}
