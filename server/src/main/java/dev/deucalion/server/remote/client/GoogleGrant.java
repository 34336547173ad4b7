package dev.deucalion.server.remote.client;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.JsonWebToken;
import dev.deucalion.scrape.http.PrivateKeyPem;
import dev.deucalion.server.remote.options.CloudAuth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How tokens for Google's monitoring are asked for: for the service account whose key is in a file,
 * or with Google's default credentials: a file that the environment names, the one that its command
 * line tool leaves, or else the account of the machine.
 *
 * @see <a href="https://google.aip.dev/auth/4110">AIP-4110</a>
 */
final class GoogleGrant implements TokenGrant {
  private static final String SCOPE = "https://www.googleapis.com/auth/monitoring.write";
  private static final String TOKEN_URL = "https://oauth2.googleapis.com/token";
  private static final String ASSERTED = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String SERVICE_ACCOUNT = "service_account";
  private static final String KNOWN_FILE = ".config/gcloud/application_default_credentials.json";
  private static final long LIFETIME_SECONDS = 3_600;

  private final CloudAuth.GoogleIam options;
  private final Map<String, String> environment;
  private final Clock clock;

  GoogleGrant(CloudAuth.GoogleIam options, Map<String, String> environment, Clock clock) {
    this.options = options;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  @Override
  public String issuer() {
    return "Google";
  }

  @Override
  public HttpRequest request() throws FetchException {
    if (!options.credentialsFile().isEmpty()) {
      JsonValue file = read(Path.of(options.credentialsFile()));
      if (!file.text("type").equals(SERVICE_ACCOUNT)) {
        throw failed(options.credentialsFile() + " is not of a service account");
      }
      return ofAccount(file);
    }
    String named = environment.getOrDefault("GOOGLE_APPLICATION_CREDENTIALS", "");
    if (!named.isEmpty()) {
      return ofFile(Path.of(named));
    }
    String home = environment.getOrDefault("HOME", "");
    Path known = Path.of(home, KNOWN_FILE);
    return !home.isEmpty() && Files.exists(known) ? ofFile(known) : ofTheMachine();
  }

  private HttpRequest ofFile(Path path) throws FetchException {
    JsonValue file = read(path);
    String type = file.text("type");
    return switch (type) {
      case SERVICE_ACCOUNT -> ofAccount(file);
      case "authorized_user" ->
          new FormFields()
              .with("grant_type", "refresh_token")
              .with("client_id", file.text("client_id"))
              .with("client_secret", file.text("client_secret"))
              .with("refresh_token", file.text("refresh_token"))
              .postTo(tokenUrl(file));
      default -> throw failed("credentials of type \"" + type + "\" are not supported");
    };
  }

  private HttpRequest ofAccount(JsonValue account) throws FetchException {
    String url = tokenUrl(account);
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "RS256");
    header.put("typ", "JWT");
    header.put("kid", account.text("private_key_id"));
    long nowSeconds = clock.nowMs() / 1_000;
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", account.text("client_email"));
    claims.put("scope", SCOPE);
    claims.put("aud", url);
    claims.put("iat", nowSeconds);
    claims.put("exp", nowSeconds + LIFETIME_SECONDS);
    try {
      String assertion =
          JsonWebToken.sign(header, claims, PrivateKeyPem.parse(account.text("private_key")));
      return new FormFields().with("grant_type", ASSERTED).with("assertion", assertion).postTo(url);
    } catch (GeneralSecurityException e) {
      throw failed("the key of the service account cannot sign: " + e.getMessage());
    }
  }

  private HttpRequest ofTheMachine() {
    String host = environment.getOrDefault("GCE_METADATA_HOST", "169.254.169.254");
    String query = new FormFields().with("scopes", SCOPE).encoded();
    return HttpRequest.get(
            "http://"
                + host
                + "/computeMetadata/v1/instance/service-accounts/default/token?"
                + query)
        .withHeader("Metadata-Flavor", "Google");
  }

  private static String tokenUrl(JsonValue file) {
    String named = file.text("token_uri");
    return named.isEmpty() ? TOKEN_URL : named;
  }

  private JsonValue read(Path path) throws FetchException {
    try {
      return JsonValue.parse(Files.readAllBytes(path));
    } catch (IOException e) {
      throw failed("unable to read the credentials file " + path);
    } catch (DiscoveryException e) {
      throw failed("the credentials file " + path + " is " + e.getMessage());
    }
  }
}
