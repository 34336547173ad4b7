package dev.deucalion.server.config.web;

import dev.deucalion.http.security.ClientAuth;
import dev.deucalion.http.security.Pem;
import dev.deucalion.http.security.TlsServerOptions;
import dev.deucalion.scrape.options.TlsVersion;
import dev.deucalion.server.config.part.Reading;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code tls_server_config}. */
final class WebTlsReader {
  /** Names of curves in Go and in Java's TLS. */
  private static final Map<String, String> CURVES =
      Map.of(
          "CurveP256", "secp256r1",
          "CurveP384", "secp384r1",
          "CurveP521", "secp521r1",
          "X25519", "x25519");

  /** The suites that Go's TLS holds to be secure. */
  private static final Set<String> CIPHER_SUITES =
      Set.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

  private WebTlsReader() {}

  /** The options; null where nothing asks for TLS. */
  static @Nullable TlsServerOptions read(Node node, Reading reading) {
    MapReader in = new MapReader(node, "web.TLSConfig", reading.problems());
    Pem certificate = new Pem(in.text("cert", ""), reading.path(in, "cert_file"));
    Pem key = new Pem(in.secret("key"), reading.path(in, "key_file"));
    Pem authorities = new Pem(in.text("client_ca", ""), reading.path(in, "client_ca_file"));
    Node authPlace = in.keyNode("client_auth_type");
    String auth = in.text("client_auth_type", "");
    ClientAuth clientAuth =
        ClientAuth.named(auth)
            .orElseGet(() -> {
              reading.problems().at(authPlace, "invalid ClientAuth: " + auth);
              return ClientAuth.NONE;
            });
    TlsVersion min = version(in, "min_version", TlsVersion.TLS12);
    TlsVersion max = version(in, "max_version", TlsVersion.TLS13);
    boolean preferOwnOrder = in.flag("prefer_server_cipher_suites", true);
    List<String> suites = named(in, "cipher_suites", "web.Cipher", "cipher", WebTlsReader::suite);
    List<String> curves = named(in, "curve_preferences", "web.Curve", "curve", WebTlsReader::curve);
    boolean named = in.has("client_allowed_sans");
    List<String> names = in.texts("client_allowed_sans");
    in.finish();
    boolean asked =
        !certificate.isEmpty() || !key.isEmpty() || !authorities.isEmpty() || !auth.isEmpty();
    if (!asked) {
      return null;
    }
    if (certificate.isEmpty()) {
      reading.problems().at(node, "missing one of cert or cert_file");
    }
    if (key.isEmpty()) {
      reading.problems().at(node, "missing one of key or key_file");
    }
    if (!authorities.isEmpty() && clientAuth == ClientAuth.NONE) {
      reading.problems().at(node, "client CA's have been configured without a Client Auth Policy");
    }
    return new TlsServerOptions(
        certificate,
        key,
        authorities,
        clientAuth,
        named ? names : null,
        min,
        max,
        suites,
        curves,
        preferOwnOrder);
  }

  private static TlsVersion version(MapReader in, String key, TlsVersion fallback) {
    Node place = in.keyNode(key);
    String name = in.text(key, "");
    if (name.isEmpty()) {
      return fallback;
    }
    for (TlsVersion version : TlsVersion.values()) {
      if (version.name().equals(name)) {
        return version;
      }
    }
    in.problems().at(place, "unknown TLS version: " + name);
    return fallback;
  }

  private static List<String> named(
      MapReader in, String key, String type, String what, Names names) {
    return in.elements(key, type).stream()
        .flatMap(node -> {
          String name = in.textOf(node);
          Optional<String> found = names.find(name);
          if (found.isEmpty()) {
            in.problems().at(node, "unknown " + what + ": " + name);
          }
          return found.stream();
        })
        .toList();
  }

  private static Optional<String> suite(String name) {
    return CIPHER_SUITES.contains(name) ? Optional.of(name) : Optional.empty();
  }

  private static Optional<String> curve(String name) {
    return Optional.ofNullable(CURVES.get(name));
  }

  /** Finds what a name of the file means in Java. */
  @FunctionalInterface
  private interface Names {
    Optional<String> find(String name);
  }
}
