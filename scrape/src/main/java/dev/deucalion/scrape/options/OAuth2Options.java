package dev.deucalion.scrape.options;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code oauth2}: where a client gets the token it shows.
 *
 * @param clientSecret null for none; not used with {@code assertion}
 * @param endpointParams further parameters of requests for tokens
 * @param tls towards the server of tokens
 * @param proxy towards the server of tokens
 * @param assertion signs who we are, for the grant of RFC 7523; null for that of client credentials
 */
public record OAuth2Options(
    String clientId,
    @Nullable Secret clientSecret,
    String tokenUrl,
    List<String> scopes,
    Map<String, String> endpointParams,
    TlsOptions tls,
    ProxyOptions proxy,
    @Nullable Assertion assertion) {
  /** Copies what is mutable. */
  public OAuth2Options {
    scopes = List.copyOf(scopes);
    endpointParams = Map.copyOf(endpointParams);
  }

  /**
   * How a JSON web token is made.
   *
   * @param key an RSA key in PEM, null for none
   * @param keyId names the key to the server, empty for no name
   * @param algorithm {@code RS256}, {@code RS384} or {@code RS512}
   * @param issuer the {@code iss} claim
   * @param audience the {@code aud} claim
   * @param claims further ones: texts, numbers, booleans, lists and maps
   */
  public record Assertion(
      @Nullable Secret key,
      String keyId,
      String algorithm,
      String issuer,
      String audience,
      Map<String, Object> claims) {
    /** Copies what is mutable. */
    public Assertion {
      claims = Map.copyOf(claims);
    }
  }
}
