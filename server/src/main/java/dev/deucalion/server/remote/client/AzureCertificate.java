package dev.deucalion.server.remote.client;

import dev.deucalion.scrape.http.JsonWebToken;
import dev.deucalion.scrape.http.PrivateKeyPem;
import dev.deucalion.server.remote.options.CloudAuth.AzureMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificate of an application and its key, which sign who asks for a token.
 *
 * @param chain that of the key first
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/certificate-credentials">The
 *     assertion</a>
 */
record AzureCertificate(List<Certificate> chain, PrivateKey key) {
  private static final long LIFETIME_SECONDS = 600;
  private static final Pattern PEM_CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

  AzureCertificate {
    chain = List.copyOf(chain);
  }

  /** Reads files in PEM or a file in PFX, which may have a password. */
  static AzureCertificate read(AzureMethod.Certificate options)
      throws IOException, GeneralSecurityException {
    AzureMethod.KeyFiles files = options.files();
    byte[] bytes = Files.readAllBytes(Path.of(files.certificate()));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!files.key().isEmpty()) {
      text += "\n" + Files.readString(Path.of(files.key()), StandardCharsets.ISO_8859_1);
    }
    return text.contains("-----BEGIN ")
        ? ofPem(text)
        : ofPfx(bytes, files.password().read().toCharArray());
  }

  private static AzureCertificate ofPem(String text) throws GeneralSecurityException {
    PrivateKey key = PrivateKeyPem.parse(text);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> chain = new ArrayList<>();
    Matcher blocks = PEM_CERTIFICATE.matcher(text);
    while (blocks.find()) {
      byte[] block = blocks.group().getBytes(StandardCharsets.US_ASCII);
      chain.add(factory.generateCertificate(new ByteArrayInputStream(block)));
    }
    for (int i = 0; i < chain.size(); i++) {
      if (isOf(chain.get(i), key)) {
        Collections.rotate(chain.subList(0, i + 1), 1);
        return new AzureCertificate(chain, key);
      }
    }
    throw new CertificateException("no certificate belongs to the key");
  }

  private static boolean isOf(Certificate certificate, PrivateKey key) {
    return certificate.getPublicKey() instanceof RSAKey known
        && key instanceof RSAKey own
        && known.getModulus().equals(own.getModulus());
  }

  private static AzureCertificate ofPfx(byte[] bytes, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(bytes), password);
    for (String alias : Collections.list(store.aliases())) {
      if (store.getKey(alias, password) instanceof PrivateKey key) {
        return new AzureCertificate(Arrays.asList(store.getCertificateChain(alias)), key);
      }
    }
    throw new KeyStoreException("there is no key in it");
  }

  /**
   * A token that says that the application asks.
   *
   * @param url where it is sent
   * @param random makes a name that no other has
   */
  String assertion(AzureMethod.Certificate options, String url, long nowMs, RandomGenerator random)
      throws GeneralSecurityException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "PS256");
    header.put("typ", "JWT");
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(chain.getFirst().getEncoded());
    header.put("x5t#S256", Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    if (options.sendsChain()) {
      List<String> encoded = new ArrayList<>();
      for (Certificate certificate : chain) {
        encoded.add(Base64.getEncoder().encodeToString(certificate.getEncoded()));
      }
      header.put("x5c", encoded);
    }
    long nowSeconds = nowMs / 1_000;
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", url);
    claims.put("exp", nowSeconds + LIFETIME_SECONDS);
    claims.put("iss", options.clientId());
    claims.put("jti", new UUID(random.nextLong(), random.nextLong()).toString());
    claims.put("nbf", nowSeconds);
    claims.put("sub", options.clientId());
    return JsonWebToken.sign(header, claims, key);
  }
}
