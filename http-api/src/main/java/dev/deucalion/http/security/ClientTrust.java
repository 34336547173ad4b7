package dev.deucalion.http.security;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Judges the certificates of clients: who signed them, where that counts, and their names. */
final class ClientTrust extends X509ExtendedTrustManager {
  private static final X509Certificate[] NOBODY = {};

  private final @Nullable X509ExtendedTrustManager authorities;
  private final @Nullable List<String> allowedNames;

  /**
   * @param authorities who must have signed; null for anybody
   * @param allowedNames one of which the certificate must have; null for any
   */
  ClientTrust(@Nullable X509ExtendedTrustManager authorities, @Nullable List<String> allowedNames) {
    this.authorities = authorities;
    this.allowedNames = allowedNames;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
      throws CertificateException {
    if (authorities != null) {
      authorities.checkClientTrusted(chain, keyType, engine);
    }
    checkNames(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket)
      throws CertificateException {
    if (authorities != null) {
      authorities.checkClientTrusted(chain, keyType, socket);
    }
    checkNames(chain[0]);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyType)
      throws CertificateException {
    if (authorities != null) {
      authorities.checkClientTrusted(chain, keyType);
    }
    checkNames(chain[0]);
  }

  private void checkNames(X509Certificate certificate) throws CertificateException {
    if (allowedNames != null && namesOf(certificate).stream().noneMatch(allowedNames::contains)) {
      throw new CertificateException("the client's certificate has none of the allowed names");
    }
  }

  /** Subject alternative names that are DNS names, mail addresses, URIs or IP addresses. */
  private static List<String> namesOf(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
    List<String> names = new ArrayList<>();
    if (entries != null) {
      for (List<?> entry : entries) {
        if (entry.get(1) instanceof String name) {
          names.add(name);
        }
      }
    }
    return names;
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities == null ? NOBODY : authorities.getAcceptedIssuers();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw noServer();
  }

  private static CertificateException noServer() {
    return new CertificateException("judges clients only");
  }
}
