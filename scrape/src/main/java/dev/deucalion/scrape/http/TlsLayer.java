package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.TlsOptions;
import dev.deucalion.scrape.options.TlsVersion;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
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
      parameters.setProtocols(protocols());
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

  private String[] protocols() {
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
}
