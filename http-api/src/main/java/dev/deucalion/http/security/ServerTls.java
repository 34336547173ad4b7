package dev.deucalion.http.security;

import dev.deucalion.scrape.options.TlsVersion;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of connections. Configuration, certificates and key are read for each connection, and
 * made use of anew only when they have changed. Safe for use by many threads.
 */
public final class ServerTls {
  private static final String HTTP1 = "http/1.1";

  private final WebConfigSource source;
  private final String[] protocols;
  private volatile @Nullable Prepared last;

  /**
   * @param http2 whether clients are offered HTTP/2, under the name {@code h2}
   */
  public ServerTls(WebConfigSource source, boolean http2) {
    this.source = source;
    this.protocols = http2 ? new String[] {"h2", HTTP1} : new String[] {HTTP1};
  }

  /**
   * The server's side of one connection.
   *
   * @throws WebConfigException when files cannot be read or used
   */
  public SSLEngine newEngine() throws WebConfigException {
    TlsServerOptions options = source.current().tls();
    if (options == null) {
      throw new WebConfigException("TLS config is not present");
    }
    SSLEngine engine = context(options).createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(versions(options));
    parameters.setApplicationProtocols(protocols);
    parameters.setUseCipherSuitesOrder(options.preferOwnOrder());
    if (!options.cipherSuites().isEmpty()) {
      parameters.setCipherSuites(suites(options.cipherSuites(), parameters.getCipherSuites()));
    }
    if (!options.curves().isEmpty()) {
      parameters.setNamedGroups(options.curves().toArray(new String[0]));
    }
    // A certificate that need not be shown need not have a name either; one is asked for then.
    boolean named = options.allowedClientNames() != null;
    if (options.clientAuth().isRequired() || named && options.clientAuth() != ClientAuth.NONE) {
      parameters.setNeedClientAuth(true);
    } else if (options.clientAuth() != ClientAuth.NONE) {
      parameters.setWantClientAuth(true);
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  private SSLContext context(TlsServerOptions options) throws WebConfigException {
    String certificate = options.certificate().read("cert_file");
    String key = options.key().read("key_file");
    String authorities = options.clientAuthorities().read("client_ca_file");
    Prepared known = last;
    if (known != null && known.isOf(options, certificate, key, authorities)) {
      return known.context;
    }
    try {
      SSLContext context =
          TlsContexts.make(
              certificate, key, authorities, options.clientAuth(), options.allowedClientNames());
      last = new Prepared(options, certificate, key, authorities, context);
      return context;
    } catch (GeneralSecurityException e) {
      throw new WebConfigException("failed to load X509KeyPair: " + e.getMessage(), e);
    }
  }

  private static String[] versions(TlsServerOptions options) {
    List<String> names = new ArrayList<>();
    for (TlsVersion version : TlsVersion.values()) {
      if (version.compareTo(options.minVersion()) >= 0
          && version.compareTo(options.maxVersion()) <= 0) {
        names.add(version.protocol());
      }
    }
    return names.toArray(new String[0]);
  }

  /** The suites asked for, behind those of TLS 1.3, which are not for choosing. */
  private static String[] suites(List<String> wanted, String[] byDefault) {
    List<String> suites = new ArrayList<>();
    for (String suite : byDefault) {
      if (!suite.contains("_WITH_")) {
        suites.add(suite);
      }
    }
    for (String suite : wanted) {
      if (!suites.contains(suite)) {
        suites.add(suite);
      }
    }
    return suites.toArray(new String[0]);
  }

  private record Prepared(
      TlsServerOptions options,
      String certificate,
      String key,
      String authorities,
      SSLContext context) {
    boolean isOf(
        TlsServerOptions otherOptions,
        String otherCertificate,
        String otherKey,
        String otherAuthorities) {
      return options.equals(otherOptions)
          && certificate.equals(otherCertificate)
          && key.equals(otherKey)
          && authorities.equals(otherAuthorities);
    }

    @Override
    public String toString() {
      return "Prepared";
    }
  }
}
