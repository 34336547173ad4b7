package dev.deucalion.scrape.options;

import org.jspecify.annotations.Nullable;

/**
 * {@code tls_config}. Certificates and keys are PEM, given directly or as files.
 *
 * @param ca authorities that sign servers' certificates; the system's when null
 * @param certificate our certificate chain, with {@code key} or not at all
 * @param key our private key
 * @param serverName name that is sent and checked in place of the host; empty for the host
 * @param insecureSkipVerify takes any certificate
 * @param minVersion oldest protocol, null for TLS 1.2
 * @param maxVersion newest protocol, null for the newest there is
 */
public record TlsOptions(
    @Nullable Secret ca,
    @Nullable Secret certificate,
    @Nullable Secret key,
    String serverName,
    boolean insecureSkipVerify,
    @Nullable TlsVersion minVersion,
    @Nullable TlsVersion maxVersion) {
  /** The system's authorities, no certificate of our own. */
  public static final TlsOptions DEFAULTS = new TlsOptions(null, null, null, "", false, null, null);
}
