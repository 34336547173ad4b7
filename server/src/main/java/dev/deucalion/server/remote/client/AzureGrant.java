package dev.deucalion.server.remote.client;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.server.remote.options.CloudAuth;
import dev.deucalion.server.remote.options.CloudAuth.AzureMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.random.RandomGenerator;

/** How tokens of Microsoft Entra ID are asked for. */
final class AzureGrant implements TokenGrant {
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final String DEFAULT_TOKEN_FILE =
      "/var/run/secrets/azure/tokens/azure-identity-token";
  private static final String DEFAULT_SCOPE_SUFFIX = "/.default";

  private final CloudAuth.AzureAd options;
  private final Map<String, String> environment;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * Asks as options say.
   *
   * @param environment variables that may say who asks and name the servers to ask
   * @param random makes names of assertions that nobody else has
   */
  AzureGrant(
      CloudAuth.AzureAd options,
      Map<String, String> environment,
      Clock clock,
      RandomGenerator random) {
    this.options = options;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.random = random;
  }

  @Override
  public String issuer() {
    return "Entra ID";
  }

  @Override
  public HttpRequest request() throws FetchException {
    return request(options.method());
  }

  private HttpRequest request(AzureMethod method) throws FetchException {
    return switch (method) {
      case AzureMethod.ManagedIdentity(String clientId) -> ofTheMachine(clientId);
      case AzureMethod.ClientSecret secret -> {
        FormFields form = grant(secret.clientId());
        try {
          form.with("client_secret", secret.secret().read());
        } catch (IOException e) {
          throw failed("unable to read the client secret");
        }
        yield form.postTo(tokenUrl(secret.tenantId()));
      }
      case AzureMethod.WorkloadIdentity workload ->
          asserted(workload.clientId(), token(workload), tokenUrl(workload.tenantId()));
      case AzureMethod.Certificate certificate -> {
        String url = tokenUrl(certificate.tenantId());
        yield asserted(certificate.clientId(), assertion(certificate, url), url);
      }
      case AzureMethod.Environment(String tenantId) -> request(ofEnvironment(tenantId));
    };
  }

  private HttpRequest ofTheMachine(String clientId) {
    String scope = scope();
    FormFields query =
        new FormFields()
            .with("api-version", "2018-02-01")
            .with(
                "resource",
                scope.endsWith(DEFAULT_SCOPE_SUFFIX)
                    ? scope.substring(0, scope.length() - DEFAULT_SCOPE_SUFFIX.length())
                    : scope);
    if (!clientId.isEmpty()) {
      query.with("client_id", clientId);
    }
    String host = variable("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://169.254.169.254");
    return HttpRequest.get(host + "/metadata/identity/oauth2/token?" + query.encoded())
        .withHeader("Metadata", "true");
  }

  private FormFields grant(String clientId) {
    return new FormFields()
        .with("grant_type", "client_credentials")
        .with("client_id", clientId)
        .with("scope", scope());
  }

  private HttpRequest asserted(String clientId, String assertion, String url) {
    return grant(clientId)
        .with("client_assertion_type", ASSERTION_TYPE)
        .with("client_assertion", assertion)
        .postTo(url);
  }

  private String token(AzureMethod.WorkloadIdentity workload) throws FetchException {
    String file =
        workload.tokenFile().isEmpty()
            ? variable("AZURE_FEDERATED_TOKEN_FILE", DEFAULT_TOKEN_FILE)
            : workload.tokenFile();
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw failed("unable to read the token file " + file);
    }
  }

  private String assertion(AzureMethod.Certificate options, String url) throws FetchException {
    try {
      return AzureCertificate.read(options).assertion(options, url, clock.nowMs(), random);
    } catch (IOException e) {
      throw failed("unable to read the certificate: " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw failed("the certificate cannot sign: " + e.getMessage());
    }
  }

  /**
   * What the environment says, as Azure's libraries read it: an application with its secret or its
   * certificate, a workload of a cluster, or else the identity of the machine.
   */
  private AzureMethod ofEnvironment(String tenantId) {
    String client = variable("AZURE_CLIENT_ID", "");
    String tenant = variable("AZURE_TENANT_ID", "");
    String secret = variable("AZURE_CLIENT_SECRET", "");
    String certificate = variable("AZURE_CLIENT_CERTIFICATE_PATH", "");
    boolean named = !client.isEmpty() && !tenant.isEmpty();
    if (named && !secret.isEmpty()) {
      return new AzureMethod.ClientSecret(client, Secret.of(secret), tenant);
    }
    if (named && !certificate.isEmpty()) {
      return new AzureMethod.Certificate(
          client,
          tenant,
          new AzureMethod.KeyFiles(
              certificate, "", Secret.of(variable("AZURE_CLIENT_CERTIFICATE_PASSWORD", ""))),
          variable("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN", "").matches("1|true"));
    }
    String workloadTenant = tenantId.isEmpty() ? tenant : tenantId;
    boolean hasToken = !variable("AZURE_FEDERATED_TOKEN_FILE", "").isEmpty();
    if (hasToken && !client.isEmpty() && !workloadTenant.isEmpty()) {
      return new AzureMethod.WorkloadIdentity(client, workloadTenant, "");
    }
    return new AzureMethod.ManagedIdentity(client);
  }

  private String tokenUrl(String tenant) {
    String host =
        switch (options.cloud()) {
          case "AzureChina" -> "https://login.chinacloudapi.cn";
          case "AzureGovernment" -> "https://login.microsoftonline.us";
          default -> "https://login.microsoftonline.com";
        };
    String authority = variable("AZURE_AUTHORITY_HOST", host);
    return (authority.endsWith("/") ? authority : authority + "/") + tenant + "/oauth2/v2.0/token";
  }

  private String scope() {
    if (!options.scope().isEmpty()) {
      return options.scope();
    }
    return switch (options.cloud()) {
      case "AzureChina" -> "https://monitor.azure.cn//.default";
      case "AzureGovernment" -> "https://monitor.azure.us//.default";
      default -> "https://monitor.azure.com//.default";
    };
  }

  private String variable(String name, String fallback) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? fallback : value;
  }
}
