package dev.deucalion.http.security;

import dev.deucalion.scrape.http.CertificatePem;
import dev.deucalion.scrape.http.PrivateKeyPem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes what Java's TLS takes of certificates and keys in PEM. */
final class TlsContexts {
  private static final char[] NO_PASSWORD = {};

  private TlsContexts() {}

  /**
   * A context that shows our certificate and judges those of clients.
   *
   * @param authorities of clients; empty for those of the system
   * @throws GeneralSecurityException when a text cannot be used
   */
  static SSLContext make(
      String certificate,
      String key,
      String authorities,
      ClientAuth clientAuth,
      @Nullable List<String> allowedNames)
      throws GeneralSecurityException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      X509ExtendedTrustManager issuers = clientAuth.isVerified() ? trust(authorities) : null;
      context.init(
          keys(certificate, key),
          new TrustManager[] {new ClientTrust(issuers, allowedNames)},
          null);
      return context;
    } catch (IOException e) {
      // The stores are in memory.
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyManager[] keys(String certificate, String key)
      throws IOException, GeneralSecurityException {
    Certificate[] chain = CertificatePem.chain(certificate).toArray(new Certificate[0]);
    PrivateKey own = PrivateKeyPem.parse(key);
    requirePair(chain[0].getPublicKey(), own);
    KeyStore store = emptyStore();
    store.setKeyEntry("server", own, NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static void requirePair(PublicKey publicKey, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    byte[] text = "either has its other".getBytes(StandardCharsets.US_ASCII);
    boolean fits;
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(text);
      fits = signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new GeneralSecurityException("private key does not match public key", e);
    }
    if (!fits) {
      throw new GeneralSecurityException("private key does not match public key");
    }
  }

  private static X509ExtendedTrustManager trust(String authorities)
      throws IOException, GeneralSecurityException {
    KeyStore store = null;
    if (!authorities.isEmpty()) {
      store = emptyStore();
      int i = 0;
      for (Certificate authority : CertificatePem.authorities(authorities)) {
        store.setCertificateEntry("ca" + i++, authority);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("no way to judge certificates");
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }
}
