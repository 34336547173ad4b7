package dev.deucalion.server.config.part;

import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.OAuth2Options;
import dev.deucalion.scrape.options.ProxyOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.server.config.yaml.MapReader;
import dev.deucalion.server.config.yaml.YamlValues;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code oauth2}. */
final class OAuth2Reader {
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String DEFAULT_ALGORITHM = "RS256";
  private static final Set<String> ALGORITHMS = Set.of(DEFAULT_ALGORITHM, "RS384", "RS512");

  private final MapReader parent;
  private final Reading reading;

  OAuth2Reader(MapReader parent, Reading reading) {
    this.parent = parent;
    this.reading = reading;
  }

  HttpAuth.OAuth2 read(Node node) {
    MapReader in = new MapReader(node, "config.plain", reading.problems());
    String clientId = in.text("client_id", "");
    String secret = in.secret("client_secret");
    String secretFile = reading.path(in, "client_secret_file");
    String keyId = in.text("client_certificate_key_id", "");
    String key = in.secret("client_certificate_key");
    String keyFile = in.text("client_certificate_key_file", "");
    SecretReferences.note(in, reading, "client_secret_ref", "client_certificate_key_ref");
    boolean jwt = in.text("grant_type", "").equals(JWT_BEARER);
    String algorithm = in.text("signature_algorithm", "");
    String issuer = in.text("iss", "");
    String audience = in.text("audience", "");
    Map<String, Object> claims =
        in.entries("claims", "map[string]interface {}", (name, value) -> YamlValues.of(value));
    in.print("claims", claims);
    List<String> scopes = in.texts("scopes");
    String tokenUrl = in.text("token_url", "");
    Map<String, String> params =
        in.entries("endpoint_params", "map[string]string", (name, value) -> in.textOf(value));
    in.print("endpoint_params", params);
    TlsOptions tls = new TlsReader(reading).read(in);
    ProxyOptions proxy = new ProxyReader(in, reading).read();
    in.finish();
    parent.print("oauth2", in.printed());
    require(node, !clientId.isEmpty(), "oauth2 client_id must be configured");
    require(node, !tokenUrl.isEmpty(), "oauth2 token_url must be configured");
    require(
        node,
        !jwt || algorithm.isEmpty() || ALGORITHMS.contains(algorithm),
        "valid signature algorithms are RS256, RS384 and RS512");
    OAuth2Options.Assertion assertion = null;
    if (jwt) {
      assertion =
          new OAuth2Options.Assertion(
              keyOf(node, key, keyFile),
              keyId,
              algorithm.isEmpty() ? DEFAULT_ALGORITHM : algorithm,
              issuer.isEmpty() ? clientId : issuer,
              audience.isEmpty() ? tokenUrl : audience,
              claims);
    }
    Secret clientSecret = jwt ? null : secretOf(node, secret, secretFile);
    return new HttpAuth.OAuth2(
        new OAuth2Options(clientId, clientSecret, tokenUrl, scopes, params, tls, proxy, assertion));
  }

  private @Nullable Secret secretOf(Node node, String secret, String file) {
    return SecretChoice.of(
        reading,
        node,
        secret,
        file,
        "at most one of oauth2 client_secret, client_secret_file & client_secret_ref must be"
            + " configured using grant-type=client_credentials");
  }

  private @Nullable Secret keyOf(Node node, String key, String file) {
    return SecretChoice.of(
        reading,
        node,
        key,
        file,
        "at most one of oauth2 client_certificate_key, client_certificate_key_file &"
            + " client_certificate_key_ref must be configured using grant-type="
            + JWT_BEARER);
  }

  private void require(Node node, boolean holds, String problem) {
    if (!holds) {
      reading.problems().at(node, problem);
    }
  }
}
