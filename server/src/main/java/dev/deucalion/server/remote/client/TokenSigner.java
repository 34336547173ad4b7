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
import org.jspecify.annotations.Nullable;

/** Adds the tokens of a cloud, each of which is kept until shortly before it expires. */
final class TokenSigner implements RequestSigner {
  /** A token that has less left is asked for anew. */
  private static final long EXPIRY_MARGIN_MS = 300_000;

  private final TokenGrant grant;
  private final HttpCaller caller;
  private final Clock clock;
  private @Nullable Token token;

  private record Token(String value, long expiresMs) {}

  /** A signer that has no token yet. */
  TokenSigner(TokenGrant grant, HttpResources resources, Clock clock) {
    this.grant = grant;
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
    HttpResponse answer = caller.call(grant.request(), timeoutMs);
    if (!answer.isSuccess()) {
      throw grant.failed("server returned HTTP status " + answer.status());
    }
    try {
      JsonValue json = JsonValue.parse(answer.body());
      String value = json.text("access_token");
      if (value.isEmpty()) {
        throw grant.failed("the answer has none");
      }
      return new Token(value, clock.nowMs() + lifetimeMs(json));
    } catch (DiscoveryException e) {
      throw grant.failed(String.valueOf(e.getMessage()));
    }
  }

  /** A number that is a text of the one server and a number of the other. */
  private static long lifetimeMs(JsonValue json) {
    try {
      return Long.parseLong(json.text("expires_in")) * 1_000;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
