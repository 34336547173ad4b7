package dev.deucalion.scrape.options;

/** Versions of TLS, named as in {@code min_version}: {@code TLS10} to {@code TLS13}. */
public enum TlsVersion {
  /** TLS 1.0. */
  TLS10("TLSv1"),
  /** TLS 1.1. */
  TLS11("TLSv1.1"),
  /** TLS 1.2. */
  TLS12("TLSv1.2"),
  /** TLS 1.3. */
  TLS13("TLSv1.3");

  private final String protocol;

  TlsVersion(String protocol) {
    this.protocol = protocol;
  }

  /** The name that Java's TLS uses. */
  public String protocol() {
    return protocol;
  }
}
