package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.OAuth2Options;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gets tokens of OAuth 2.0 and keeps each until shortly before it expires, or until the secret it
 * was got for changes: by client credentials (RFC 6749, 4.4) or by a signed assertion (RFC 7523).
 * Safe for many threads; one asks, the others wait for its token.
 */
final class TokenSource {
  /** A token that has less left counts as expired: it might be while it is on its way. */
  private static final long EXPIRY_MARGIN_MS = 10_000;

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final HttpResources resources;
  private final OAuth2Options options;
  private final Connector connector;

  private @Nullable Token token;
  private String tokenSecret = "";

  /** Whether the server wants the client's secret among the parameters, not in a header. */
  private boolean secretInBody;

  /**
   * @param expiresMs {@link Long#MAX_VALUE} for never
   */
  private record Token(String header, long expiresMs) {}

  TokenSource(HttpResources resources, OAuth2Options options) {
    this.resources = resources;
    this.options = options;
    this.connector =
        new Connector(
            resources,
            HttpClientOptions.DEFAULTS.withTls(options.tls()).withProxy(options.proxy()));
  }

  synchronized String header(long deadlineNanos) throws FetchException {
    String secret = readSecret();
    Token known = token;
    long nowMs = resources.clock().nowMs();
    if (known != null
        && secret.equals(tokenSecret)
        && nowMs < known.expiresMs() - EXPIRY_MARGIN_MS) {
      return known.header();
    }
    Token fresh = ask(secret, deadlineNanos);
    token = fresh;
    tokenSecret = secret;
    return fresh.header();
  }

  private String readSecret() throws FetchException {
    OAuth2Options.Assertion assertion = options.assertion();
    return Credentials.read(
        assertion == null ? options.clientSecret() : assertion.key(), "oauth2 client secret");
  }

  private Token ask(String secret, long deadlineNanos) throws FetchException {
    OAuth2Options.Assertion assertion = options.assertion();
    if (assertion != null) {
      return token(answer(assertionForm(assertion, secret), "", deadlineNanos));
    }
    HttpResponse answer = answerTo(secret, deadlineNanos);
    if (!answer.isSuccess()) {
      // Servers differ in where they look for the secret, and do not say so.
      boolean before = secretInBody;
      secretInBody = !before;
      HttpResponse other = answerTo(secret, deadlineNanos);
      if (other.isSuccess()) {
        return token(other);
      }
      secretInBody = before;
    }
    return token(answer);
  }

  private HttpResponse answerTo(String secret, long deadlineNanos) throws FetchException {
    Map<String, String> form = new TreeMap<>();
    form.put("grant_type", "client_credentials");
    if (!options.scopes().isEmpty()) {
      form.put("scope", String.join(" ", options.scopes()));
    }
    addParams(form);
    if (secretInBody) {
      form.put("client_id", options.clientId());
      if (!secret.isEmpty()) {
        form.put("client_secret", secret);
      }
      return answer(form, "", deadlineNanos);
    }
    String basic = Credentials.basic(encode(options.clientId()), encode(secret));
    return answer(form, basic, deadlineNanos);
  }

  private Map<String, String> assertionForm(OAuth2Options.Assertion assertion, String key)
      throws FetchException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", JWT_BEARER);
    form.put(
        "assertion",
        new SignedAssertion(resources.clock(), resources.random())
            .make(options.clientId(), options.scopes(), assertion, key));
    if (!options.scopes().isEmpty()) {
      form.put("scope", String.join(" ", options.scopes()));
    }
    addParams(form);
    return form;
  }

  /** Adds the configured parameters, of which only the grant may stand in for one of ours. */
  private void addParams(Map<String, String> form) throws FetchException {
    for (Map.Entry<String, String> param : options.endpointParams().entrySet()) {
      String name = param.getKey();
      if (form.containsKey(name) && !name.equals("grant_type")) {
        throw FetchException.failed("oauth2: cannot overwrite parameter \"" + name + "\"");
      }
      form.put(name, param.getValue());
    }
  }

  private HttpResponse answer(Map<String, String> form, String authorization, long deadlineNanos)
      throws FetchException {
    String body =
        form.entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest request = HttpRequest.post(options.tokenUrl(), FORM, body);
    if (!authorization.isEmpty()) {
      request = request.withHeader("Authorization", authorization);
    }
    long leftMs = Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000);
    try (HttpCaller caller = new HttpCaller(connector)) {
      return caller.call(request, leftMs);
    } catch (FetchException e) {
      throw new FetchException(e.kind(), "oauth2: cannot fetch token: " + e.getMessage());
    }
  }

  private Token token(HttpResponse answer) throws FetchException {
    if (!answer.isSuccess()) {
      throw FetchException.failed(
          "oauth2: cannot fetch token: " + answer.status() + "\nResponse: " + answer.text());
    }
    TokenAnswer parsed = TokenAnswer.parse(answer);
    if (parsed.accessToken().isEmpty()) {
      throw FetchException.failed("oauth2: server response missing access_token");
    }
    long expiresMs =
        parsed.expiresInSeconds() <= 0
            ? Long.MAX_VALUE
            : resources.clock().nowMs() + parsed.expiresInSeconds() * 1_000;
    return new Token(parsed.type() + " " + parsed.accessToken(), expiresMs);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
