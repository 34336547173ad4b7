package dev.deucalion.kubernetes.client;

import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Whether a certificate is that of a name, by its subject alternative names (RFC 6125). */
final class CertificateNames {
  private static final int DNS = 2;
  private static final int IP = 7;

  private CertificateNames() {}

  /**
   * Refuses a certificate that is not that of the name.
   *
   * @param name a DNS name or an address
   */
  static void check(X509Certificate certificate, String name) throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names != null) {
      for (List<?> entry : names) {
        int type = (Integer) entry.get(0);
        if (entry.get(1) instanceof String text
            && (type == DNS && matches(text, name) || type == IP && sameAddress(text, name))) {
          return;
        }
      }
    }
    throw new CertificateException("the certificate is not that of " + name);
  }

  /** Whether they are equal, or the pattern is one but for {@code *} as its first part. */
  static boolean matches(String pattern, String name) {
    String p = pattern.toLowerCase(Locale.ROOT);
    String n = name.toLowerCase(Locale.ROOT);
    if (p.equals(n)) {
      return true;
    }
    int dot = n.indexOf('.');
    return dot > 0 && p.startsWith("*.") && p.substring(1).equals(n.substring(dot));
  }

  private static boolean sameAddress(String address, String name) {
    try {
      return InetAddress.ofLiteral(address).equals(InetAddress.ofLiteral(name));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
