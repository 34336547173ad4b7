package dev.deucalion.http.security;

import dev.deucalion.scrape.options.TlsVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TLS of the server.
 *
 * @param certificate ours, with those that lead to an authority
 * @param clientAuthorities who may sign the certificates of clients; those of the system when empty
 * @param allowedClientNames of which the certificate of a client must have one as a subject
 *     alternative name; null for any
 * @param cipherSuites allowed up to TLS 1.2, by their names in the standards; empty for those that
 *     are allowed by default
 * @param curves for the exchange of keys, by the names of Java's TLS, the first choice first; empty
 *     for the default
 * @param preferOwnOrder whether our order of cipher suites decides, not that of the client
 */
public record TlsServerOptions(
    Pem certificate,
    Pem key,
    Pem clientAuthorities,
    ClientAuth clientAuth,
    @Nullable List<String> allowedClientNames,
    TlsVersion minVersion,
    TlsVersion maxVersion,
    List<String> cipherSuites,
    List<String> curves,
    boolean preferOwnOrder) {
  public TlsServerOptions {
    allowedClientNames = allowedClientNames == null ? null : List.copyOf(allowedClientNames);
    cipherSuites = List.copyOf(cipherSuites);
    curves = List.copyOf(curves);
  }
}
