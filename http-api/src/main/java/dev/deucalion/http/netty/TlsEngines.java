package dev.deucalion.http.netty;

import javax.net.ssl.SSLEngine;

/** Makes the server's side of TLS, one for each connection. May read files. */
@FunctionalInterface
public interface TlsEngines {
  /**
   * An engine that has not begun its handshake. The protocol that it agrees on with the client says
   * how to go on: {@code h2}, or anything else for HTTP/1.
   *
   * @throws Exception when there is none to be had; the connection ends then
   */
  SSLEngine newEngine() throws Exception;
}
