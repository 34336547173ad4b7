package dev.deucalion.scrape.http;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.options.OAuth2Options;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes tokens that say who a client is, signed with its RSA key. */
final class SignedAssertion {
  private static final long LIFETIME_SECONDS = 600;

  private final Clock clock;
  private final RandomGenerator random;

  SignedAssertion(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * A token of ten minutes.
   *
   * @param key in PEM
   * @throws FetchException when the key cannot sign
   */
  String make(String clientId, List<String> scopes, OAuth2Options.Assertion assertion, String key)
      throws FetchException {
    long nowSeconds = clock.nowMs() / 1_000;
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", assertion.algorithm());
    header.put("typ", "JWT");
    if (!assertion.keyId().isEmpty()) {
      header.put("kid", assertion.keyId());
    }
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", assertion.issuer());
    claims.put("sub", clientId);
    claims.put("jti", new UUID(random.nextLong(), random.nextLong()).toString());
    claims.put("aud", assertion.audience());
    claims.put("iat", nowSeconds);
    claims.put("exp", nowSeconds + LIFETIME_SECONDS);
    if (!scopes.isEmpty()) {
      claims.put("scope", String.join(" ", scopes));
    }
    claims.putAll(assertion.claims());
    try {
      return JsonWebToken.sign(header, claims, PrivateKeyPem.parse(key));
    } catch (GeneralSecurityException e) {
      throw FetchException.failed("oauth2: cannot sign: " + e.getMessage());
    }
  }
}
