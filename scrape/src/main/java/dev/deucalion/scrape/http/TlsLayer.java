package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.TlsOptions;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Lays TLS over connected sockets. Certificates and keys in files are looked at before each
 * request, so that rotated files are taken up without a reload. Safe for many threads.
 */
final class TlsLayer {
  /** The identity of connections without TLS. */
  static final Object NONE = new Object();

  /** What a server answers that chose HTTP/2. */
  static final String HTTP2 = "h2";

  private static final String HTTP1 = "http/1.1";

  private final TlsOptions options;
  private final SystemAuthorities system;
  private @Nullable TlsMaterial material;
  private @Nullable SSLContext context;

  /**
   * @param system the authorities that count where the options name none
   */
  TlsLayer(TlsOptions options, SystemAuthorities system) {
    this.options = options;
    this.system = system;
  }

  /**
   * What stands for the certificates and keys as they are now: the same object until they change.
   *
   * @throws FetchException when a file cannot be read or used
   */
  SSLContext identity() throws FetchException {
    return current();
  }

  private synchronized SSLContext current() throws FetchException {
    SSLContext known = context;
    if (known != null && !TlsMaterial.mayChange(options)) {
      return known;
    }
    TlsMaterial now = TlsMaterial.read(options);
    if (known == null || !now.equals(material)) {
      try {
        known = now.context(options.insecureSkipVerify(), system);
      } catch (IOException | GeneralSecurityException e) {
        throw FetchException.failed("tls: " + e.getMessage());
      }
      context = known;
      material = now;
    }
    return known;
  }

  /**
   * A socket that has shaken hands with the server.
   *
   * @param identity as {@link #identity}
   * @param offersHttp2 whether the server may choose it (RFC 7301)
   */
  SSLSocket over(Socket socket, HttpUrl url, SSLContext identity, boolean offersHttp2)
      throws IOException {
    String name = options.serverName().isEmpty() ? url.host() : options.serverName();
    SSLSocket layered =
        (SSLSocket) identity.getSocketFactory().createSocket(socket, name, url.port(), true);
    SSLParameters parameters = layered.getSSLParameters();
    parameters.setProtocols(TlsMaterial.protocols(options));
    parameters.setServerNames(ServerNames.of(name));
    if (!options.insecureSkipVerify()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (offersHttp2) {
      parameters.setApplicationProtocols(new String[] {HTTP2, HTTP1});
    }
    layered.setSSLParameters(parameters);
    layered.startHandshake();
    return layered;
  }
}
