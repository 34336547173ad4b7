package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.TlsOptions;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Lays TLS over connected sockets. Certificates and keys are read anew for each connection, so that
 * rotated files are taken up without a reload.
 */
final class TlsLayer {
  private final TlsOptions options;

  TlsLayer(TlsOptions options) {
    this.options = options;
  }

  /** A socket that has shaken hands with the server. */
  Socket over(DeadlineSocket socket, HttpUrl url) throws IOException, FetchException {
    String name = options.serverName().isEmpty() ? url.host() : options.serverName();
    try {
      SSLSocket layered =
          (SSLSocket)
              TlsMaterial.context(options)
                  .getSocketFactory()
                  .createSocket(socket, name, url.port(), true);
      SSLParameters parameters = layered.getSSLParameters();
      parameters.setProtocols(TlsMaterial.protocols(options));
      if (!options.insecureSkipVerify()) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
      }
      layered.setSSLParameters(parameters);
      layered.startHandshake();
      return layered;
    } catch (GeneralSecurityException e) {
      throw FetchException.failed("tls: " + e.getMessage());
    }
  }
}
