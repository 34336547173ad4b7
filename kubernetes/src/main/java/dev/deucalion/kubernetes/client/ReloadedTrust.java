package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.http.TlsMaterial;
import dev.deucalion.scrape.options.TlsOptions;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks the server's certificate against authorities that are read from their file for each
 * handshake, so that rotated files are taken up. Safe for many threads.
 */
final class ReloadedTrust extends X509ExtendedTrustManager {
  private final TlsOptions options;

  ReloadedTrust(TlsOptions options) {
    this.options = options;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    X509ExtendedTrustManager manager = read();
    if (options.insecureSkipVerify() || options.serverName().isEmpty()) {
      manager.checkServerTrusted(chain, type, engine);
    } else {
      // Without the engine, so that the chain is checked and the name of the host is not.
      manager.checkServerTrusted(chain, type);
      CertificateNames.check(chain[0], options.serverName());
    }
  }

  private X509ExtendedTrustManager read() throws CertificateException {
    try {
      TrustManager[] managers = TlsMaterial.trustManagers(options);
      if (managers == null) {
        TrustManagerFactory system =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        system.init((@Nullable KeyStore) null);
        managers = system.getTrustManagers();
      }
      for (TrustManager manager : managers) {
        if (manager instanceof X509ExtendedTrustManager extended) {
          return extended;
        }
      }
      throw new CertificateException("this Java cannot check certificates");
    } catch (IOException | GeneralSecurityException e) {
      throw new CertificateException("unable to read CA cert: " + e.getMessage(), e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw refusal();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw refusal();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw refusal();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw refusal();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw refusal();
  }

  /** The JDK's HTTP client checks servers only, and by their engine. */
  private static CertificateException refusal() {
    return new CertificateException("only servers are checked, while they shake hands");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
