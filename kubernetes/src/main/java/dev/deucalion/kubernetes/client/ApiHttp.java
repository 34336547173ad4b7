package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.http.ProxyBridge;
import dev.deucalion.scrape.http.TlsMaterial;
import dev.deucalion.scrape.options.TlsOptions;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes the JDK's HTTP client for fabric8's: with TLS and proxies as the configuration says, on the
 * given threads. Redirects are not followed, since an API server sends none and they could take
 * credentials elsewhere.
 */
final class ApiHttp extends JdkHttpClientFactory {
  private final TlsOptions tls;
  private final @Nullable ProxyBridge bridge;
  private final Executor threads;

  /**
   * @param bridge leads to the API server through a proxy; null without a proxy
   */
  ApiHttp(TlsOptions tls, @Nullable ProxyBridge bridge, Executor threads) {
    this.tls = tls;
    this.bridge = bridge;
    this.threads = threads;
  }

  @Override
  protected HttpClient.Builder createNewHttpClientBuilder() {
    return HttpClient.newBuilder().executor(threads);
  }

  @Override
  protected void additionalConfig(HttpClient.Builder builder) {
    builder.followRedirects(HttpClient.Redirect.NEVER);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new ReloadedKey(tls)},
          new TrustManager[] {new ReloadedTrust(tls)},
          null);
      String serverName = tls.serverName();
      builder.sslContext(serverName.isEmpty() ? context : NamedTls.of(context, serverName));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
    builder.sslParameters(new SSLParameters(null, TlsMaterial.protocols(tls)));
    builder.proxy(
        bridge == null ? HttpClient.Builder.NO_PROXY : ProxySelector.of(bridge.address()));
  }
}
