package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.scrape.options.TlsVersion;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and keys in PEM as they were read at one moment; turned into what Java's TLS takes.
 *
 * @param ca null for the system's authorities
 * @param certificate null for none
 * @param key null for none
 */
public record TlsMaterial(@Nullable String ca, @Nullable String certificate, @Nullable String key) {
  /** Whether anything of the options is in a file. */
  static boolean mayChange(TlsOptions options) {
    return isFile(options.ca()) || isFile(options.certificate()) || isFile(options.key());
  }

  private static boolean isFile(@Nullable Secret secret) {
    return secret != null && secret.isFile();
  }

  /**
   * Reads all that the options name.
   *
   * @throws FetchException when a file cannot be read
   */
  static TlsMaterial read(TlsOptions options) throws FetchException {
    return new TlsMaterial(
        read(options.ca(), "CA cert"),
        read(options.certificate(), "client cert"),
        read(options.key(), "client key"));
  }

  private static @Nullable String read(@Nullable Secret secret, String what) throws FetchException {
    if (secret == null) {
      return null;
    }
    try {
      return secret.readPem();
    } catch (IOException e) {
      throw FetchException.failed("unable to read " + what + ": " + e.getMessage());
    }
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

  /**
   * What shows our certificate, null for nothing; read from its files now.
   *
   * @throws IOException when a file cannot be read
   */
  public static KeyManager @Nullable [] keyManagers(TlsOptions options)
      throws IOException, GeneralSecurityException {
    return readNow(options).keyManagers();
  }

  /**
   * What checks the server's certificate, null for the Java runtime's own way; read from its files
   * now.
   *
   * @throws IOException when a file cannot be read
   */
  public static TrustManager @Nullable [] trustManagers(TlsOptions options)
      throws IOException, GeneralSecurityException {
    return readNow(options).trustManagers(options.insecureSkipVerify());
  }

  private static TlsMaterial readNow(TlsOptions options) throws IOException {
    try {
      return read(options);
    } catch (FetchException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * A context with these.
   *
   * @param system the authorities that count where none are named
   */
  SSLContext context(boolean trustEveryone, SystemAuthorities system)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager[] named = trustManagers(trustEveryone);
    context.init(keyManagers(), named == null ? system.trustManagers() : named, null);
    return context;
  }

  private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException {
    if (certificate == null || key == null) {
      return null;
    }
    return new KeyManager[] {
      new OwnCertificate(CertificatePem.chain(certificate), PrivateKeyPem.parse(key))
    };
  }

  private TrustManager @Nullable [] trustManagers(boolean everyone)
      throws IOException, GeneralSecurityException {
    if (everyone) {
      return new TrustManager[] {new TrustEveryone()};
    }
    return ca == null ? null : SystemAuthorities.made(CertificatePem.authorities(ca));
  }

  @Override
  public String toString() {
    return "TlsMaterial";
  }
}
