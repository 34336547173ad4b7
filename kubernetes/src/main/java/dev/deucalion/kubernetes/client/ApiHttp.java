package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpUrl;
import dev.deucalion.scrape.http.ProxyChoice;
import dev.deucalion.scrape.http.ProxyServer;
import dev.deucalion.scrape.http.TlsMaterial;
import dev.deucalion.scrape.options.HttpClientOptions;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
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
  private final @Nullable HttpClientOptions options;
  private final Map<String, String> environment;
  private final Executor threads;

  /**
   * @param options null where a kubeconfig file says all
   * @param environment environment variables, for proxies
   */
  ApiHttp(@Nullable HttpClientOptions options, Map<String, String> environment, Executor threads) {
    this.options = options;
    this.environment = environment;
    this.threads = threads;
  }

  @Override
  protected HttpClient.Builder createNewHttpClientBuilder() {
    return HttpClient.newBuilder().executor(threads);
  }

  @Override
  protected void additionalConfig(HttpClient.Builder builder) {
    builder.followRedirects(HttpClient.Redirect.NEVER);
    if (options == null) {
      return;
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new ReloadedKey(options.tls())},
          new TrustManager[] {new ReloadedTrust(options.tls())},
          null);
      String serverName = options.tls().serverName();
      builder.sslContext(serverName.isEmpty() ? context : NamedTls.of(context, serverName));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
    builder.sslParameters(new SSLParameters(null, TlsMaterial.protocols(options.tls())));
    builder.proxy(new ConfiguredProxy(new ProxyChoice(options.proxy(), environment)));
  }

  /** The proxy that the configuration or the environment names. */
  private static final class ConfiguredProxy extends ProxySelector {
    private final ProxyChoice choice;

    ConfiguredProxy(ProxyChoice choice) {
      this.choice = choice;
    }

    @Override
    public List<Proxy> select(URI uri) {
      try {
        // A watch is asked for with ws or wss.
        HttpUrl url = HttpUrl.parse(uri.toString().replaceFirst("^ws", "http"));
        ProxyServer proxy = choice.proxyOf(url);
        if (proxy == null) {
          return List.of(Proxy.NO_PROXY);
        }
        return switch (proxy.kind()) {
          case HTTP ->
              List.of(
                  new Proxy(
                      Proxy.Type.HTTP,
                      InetSocketAddress.createUnresolved(proxy.url().host(), proxy.url().port())));
          case SOCKS5 ->
              throw new IllegalArgumentException("proxies of SOCKS5 are not supported here");
        };
      } catch (FetchException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }
}
