package dev.deucalion.scrape.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.options.OAuth2Options;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes JSON web tokens (RFC 7519) that say who a client is, signed with its RSA key. */
final class SignedAssertion {
  private static final long LIFETIME_SECONDS = 600;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final JsonFactory JSON = new JsonFactory();

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
      String signed = base64(json(header)) + "." + base64(json(claims));
      PrivateKey privateKey = PrivateKeyPem.parse(key);
      Signature signature =
          Signature.getInstance("SHA" + assertion.algorithm().substring(2) + "withRSA");
      signature.initSign(privateKey);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (IOException | GeneralSecurityException e) {
      throw FetchException.failed("oauth2: cannot sign: " + e.getMessage());
    }
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(Map<String, Object> map) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      write(out, map);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, Object value) throws IOException {
    switch (value) {
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.writeFieldName(String.valueOf(entry.getKey()));
          write(out, entry.getValue());
        }
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray();
        for (Object element : list) {
          write(out, element);
        }
        out.writeEndArray();
      }
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(number);
      case Boolean flag -> out.writeBoolean(flag);
      default -> out.writeString(value.toString());
    }
  }
}
