package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.scrape.options.TlsVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Turns PEM certificates and keys into what Java's TLS takes. */
public final class TlsMaterial {
  private static final char[] NO_PASSWORD = {};

  private TlsMaterial() {}

  static SSLContext context(TlsOptions options) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers(options), trustManagers(options), null);
    return context;
  }

  /** What shows our certificate, null for nothing; read from its files now. */
  public static KeyManager @Nullable [] keyManagers(TlsOptions options)
      throws IOException, GeneralSecurityException {
    Secret certificate = options.certificate();
    Secret key = options.key();
    if (certificate == null || key == null) {
      return null;
    }
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        PrivateKeyPem.parse(key.read()),
        NO_PASSWORD,
        certificates(certificate).toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  /** What checks the server's certificate, null for the system's way; read from its files now. */
  public static TrustManager @Nullable [] trustManagers(TlsOptions options)
      throws IOException, GeneralSecurityException {
    if (options.insecureSkipVerify()) {
      return new TrustManager[] {new TrustEveryone()};
    }
    Secret ca = options.ca();
    if (ca == null) {
      return null;
    }
    KeyStore store = emptyStore();
    int i = 0;
    for (Certificate certificate : certificates(ca)) {
      store.setCertificateEntry("ca" + i++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  /** Names of the versions of TLS that the options allow, the oldest first. */
  public static String[] protocols(TlsOptions options) {
    TlsVersion min = options.minVersion() == null ? TlsVersion.TLS12 : options.minVersion();
    TlsVersion max = options.maxVersion() == null ? TlsVersion.TLS13 : options.maxVersion();
    List<String> names = new ArrayList<>();
    for (TlsVersion version : TlsVersion.values()) {
      if (version.compareTo(min) >= 0 && version.compareTo(max) <= 0) {
        names.add(version.protocol());
      }
    }
    return names.toArray(new String[0]);
  }

  private static Collection<? extends Certificate> certificates(Secret pem)
      throws IOException, GeneralSecurityException {
    byte[] bytes = pem.read().getBytes(StandardCharsets.UTF_8);
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(bytes));
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  /** What {@code insecure_skip_verify} asks for. */
  private static final class TrustEveryone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
