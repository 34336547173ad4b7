package dev.deucalion.server.remote.client;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.JsonValue;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.HttpResponse;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.remote.options.CloudAuth;
import dev.deucalion.server.remote.options.CloudAuth.AzureMethod;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds tokens of Microsoft Entra ID, each of which is kept until shortly before it expires. */
final class AzureSigner implements RequestSigner {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final String DEFAULT_TOKEN_FILE =
      "/var/run/secrets/azure/tokens/azure-identity-token";
  private static final String DEFAULT_SCOPE_SUFFIX = "/.default";

  /** A token that has less left is asked for anew. */
  private static final long EXPIRY_MARGIN_MS = 300_000;

  private final CloudAuth.AzureAd options;
  private final Map<String, String> environment;
  private final HttpCaller caller;
  private final Clock clock;
  private @Nullable Token token;

  private record Token(String value, long expiresMs) {}

  /**
   * A signer that has no token yet.
   *
   * @param environment variables that may name the servers to ask
   */
  AzureSigner(
      CloudAuth.AzureAd options,
      HttpResources resources,
      Map<String, String> environment,
      Clock clock) {
    this.options = options;
    this.environment = Map.copyOf(environment);
    this.caller = new HttpCaller(resources, HttpClientOptions.DEFAULTS);
    this.clock = clock;
  }

  @Override
  public HttpRequest sign(HttpRequest request, long timeoutMs) throws FetchException {
    return request.withHeader("Authorization", "Bearer " + token(timeoutMs));
  }

  private synchronized String token(long timeoutMs) throws FetchException {
    Token known = token;
    if (known == null || clock.nowMs() >= known.expiresMs() - EXPIRY_MARGIN_MS) {
      known = ask(timeoutMs);
      token = known;
    }
    return known.value();
  }

  private Token ask(long timeoutMs) throws FetchException {
    HttpResponse answer = caller.call(request(), timeoutMs);
    if (!answer.isSuccess()) {
      throw failed("server returned HTTP status " + answer.status());
    }
    try {
      JsonValue json = JsonValue.parse(answer.body());
      String value = json.text("access_token");
      if (value.isEmpty()) {
        throw failed("the answer has none");
      }
      return new Token(value, clock.nowMs() + lifetimeMs(json));
    } catch (DiscoveryException e) {
      throw failed(String.valueOf(e.getMessage()));
    }
  }

  private static FetchException failed(String why) {
    return new FetchException(
        FetchException.Kind.FAILED, "failed to get a token of Entra ID: " + why);
  }

  /** A number that is a text of the one server and a number of the other. */
  private static long lifetimeMs(JsonValue json) {
    try {
      return Long.parseLong(json.text("expires_in")) * 1_000;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private HttpRequest request() throws FetchException {
    return switch (options.method()) {
      case AzureMethod.ManagedIdentity(String clientId) -> {
        String scope = scope();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("api-version", "2018-02-01");
        query.put(
            "resource",
            scope.endsWith(DEFAULT_SCOPE_SUFFIX)
                ? scope.substring(0, scope.length() - DEFAULT_SCOPE_SUFFIX.length())
                : scope);
        if (!clientId.isEmpty()) {
          query.put("client_id", clientId);
        }
        yield HttpRequest.get(
                variable("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://169.254.169.254")
                    + "/metadata/identity/oauth2/token?"
                    + form(query))
            .withHeader("Metadata", "true");
      }
      case AzureMethod.ClientSecret method -> {
        Map<String, String> form = grant(method.clientId());
        try {
          form.put("client_secret", method.secret().read());
        } catch (IOException e) {
          throw failed("unable to read the client secret");
        }
        yield HttpRequest.post(tokenUrl(method.tenantId()), FORM, form(form));
      }
      case AzureMethod.WorkloadIdentity method -> {
        String file =
            method.tokenFile().isEmpty()
                ? variable("AZURE_FEDERATED_TOKEN_FILE", DEFAULT_TOKEN_FILE)
                : method.tokenFile();
        Map<String, String> form = grant(method.clientId());
        form.put("client_assertion_type", ASSERTION_TYPE);
        try {
          form.put("client_assertion", Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
          throw failed("unable to read the token file " + file);
        }
        yield HttpRequest.post(tokenUrl(method.tenantId()), FORM, form(form));
      }
      case AzureMethod.Other(String name) -> throw failed(name + " is not supported");
    };
  }

  private Map<String, String> grant(String clientId) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", clientId);
    form.put("scope", scope());
    return form;
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

  private static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry ->
            entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
