package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.http.ServerNames;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * TLS of clients that say which server they want (SNI, RFC 6066) by a name of the configuration.
 * The JDK's HTTP client would name the host of the URL, whatever its parameters say. For engines,
 * which is what that client uses.
 */
final class NamedTls extends SSLContextSpi {
  private final SSLContext context;
  private final List<SNIServerName> names;

  private NamedTls(SSLContext context, List<SNIServerName> names) {
    this.context = context;
    this.names = names;
  }

  /**
   * A context whose engines name a server.
   *
   * @param context has its keys and authorities
   * @param serverName a DNS name; {@link ServerNames} tells what of it is sent
   */
  static SSLContext of(SSLContext context, String serverName) {
    return new SSLContext(
        new NamedTls(context, ServerNames.of(serverName)),
        context.getProvider(),
        context.getProtocol()) {};
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return new NamedEngine(context.createSSLEngine(), names);
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    return new NamedEngine(context.createSSLEngine(host, port), names);
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return context.getClientSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return context.getServerSessionContext();
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    return context.getDefaultSSLParameters();
  }

  @Override
  protected SSLParameters engineGetSupportedSSLParameters() {
    return context.getSupportedSSLParameters();
  }

  @Override
  protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
      throws KeyManagementException {
    throw new KeyManagementException("the context that is wrapped has keys already");
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    throw new UnsupportedOperationException("engines only");
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    throw new UnsupportedOperationException("engines only");
  }
}
