package dev.deucalion.scrape.http;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads certificates in PEM, past whatever else the text has, such as their key (RFC 7468). */
public final class CertificatePem {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private CertificatePem() {}

  /**
   * A certificate and those that vouch for it.
   *
   * @throws CertificateException when there is none, or one cannot be read
   */
  public static List<Certificate> chain(String pem) throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> chain = new ArrayList<>();
    for (byte[] der : blocks(pem)) {
      chain.add(factory.generateCertificate(new ByteArrayInputStream(der)));
    }
    if (chain.isEmpty()) {
      throw new CertificateException("failed to find any PEM data in certificate input");
    }
    return chain;
  }

  /**
   * The certificates of authorities. One that cannot be read is passed over, as old ones of others
   * must not keep anybody from trusting the rest.
   *
   * @throws CertificateException when there is none that can be read
   */
  public static List<Certificate> authorities(String pem) throws GeneralSecurityException {
    List<Certificate> authorities = readable(blocks(pem));
    if (authorities.isEmpty()) {
      throw new CertificateException("unable to use specified CA cert");
    }
    return authorities;
  }

  /** The certificates among some that can be read. */
  static List<Certificate> readable(List<byte[]> encoded) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> certificates = new ArrayList<>();
    for (byte[] der : encoded) {
      try {
        certificates.add(factory.generateCertificate(new ByteArrayInputStream(der)));
      } catch (CertificateException e) {
        // The others may be enough.
      }
    }
    return certificates;
  }

  /** What the blocks of certificates in a text hold. */
  static List<byte[]> blocks(String pem) {
    List<byte[]> blocks = new ArrayList<>();
    int end;
    for (int at = pem.indexOf(BEGIN); at >= 0; at = pem.indexOf(BEGIN, end)) {
      int from = at + BEGIN.length();
      end = pem.indexOf(END, from);
      if (end < 0) {
        break;
      }
      try {
        blocks.add(Base64.getMimeDecoder().decode(pem.substring(from, end)));
      } catch (IllegalArgumentException e) {
        // No block: what cannot be decoded is text.
      }
    }
    return blocks;
  }
}
