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

  private final TlsOptions options;
  private @Nullable TlsMaterial material;
  private @Nullable SSLContext context;

  TlsLayer(TlsOptions options) {
    this.options = options;
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
        known = now.context(options.insecureSkipVerify());
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
   */
  Socket over(Socket socket, HttpUrl url, SSLContext identity) throws IOException {
    String name = options.serverName().isEmpty() ? url.host() : options.serverName();
    SSLSocket layered =
        (SSLSocket) identity.getSocketFactory().createSocket(socket, name, url.port(), true);
    SSLParameters parameters = layered.getSSLParameters();
    parameters.setProtocols(TlsMaterial.protocols(options));
    if (!options.insecureSkipVerify()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    layered.setSSLParameters(parameters);
    layered.startHandshake();
    return layered;
  }
}
