package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.HttpUrl;
import dev.deucalion.scrape.http.ProxyBridge;
import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.HttpClientOptions;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of one API server. Requests and what follows from them run on virtual threads. */
final class ApiClient implements AutoCloseable {
  /** For the head of an answer; a list of many objects may take its time after that. */
  private static final int REQUEST_TIMEOUT_MS = (int) TimeUnit.SECONDS.toMillis(30);

  private final KubernetesClient client;
  private final ExecutorService threads;
  private final @Nullable ProxyBridge bridge;

  /**
   * Makes a client, which connects when it is used.
   *
   * @throws DiscoveryException when the file or the proxy cannot be used, with the reason
   */
  ApiClient(ApiAccess access, HttpResources resources, ApiMetrics metrics, ApiTuning tuning)
      throws DiscoveryException {
    String path = access.kubeconfigFile();
    Kubeconfig file = path.isEmpty() ? null : Kubeconfig.read(Path.of(path));
    Config config = file == null ? config(access.apiServer()) : file.config();
    HttpClientOptions http = file == null ? access.http() : file.http();
    config.setUserAgent(tuning.userAgent());
    config.setRequestTimeout(REQUEST_TIMEOUT_MS);
    config.setWatchReconnectInterval(tuning.retryMs());
    // Informers try again by themselves and must hear of failures to do so; but without one more
    // try at once, nobody hears of a connection that fails.
    config.setRequestRetryBackoffLimit(1);
    // Without TLS there is nobody to agree on HTTP/2 with.
    config.setHttp2Disable(config.getMasterUrl().startsWith("http:") || !http.enableHttp2());
    bridge = bridge(config.getMasterUrl(), http, resources);
    threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("kubernetes-", 0).factory());
    Map<String, Interceptor> interceptors = new LinkedHashMap<>();
    // Credentials in the file are fabric8's business, as some of them are programs to run.
    boolean ownCredentials = file == null || !(http.auth() instanceof HttpAuth.None);
    interceptors.put(
        ownCredentials ? TokenRefreshInterceptor.NAME : ApiHeaders.NAME,
        new ApiHeaders(http, resources));
    if (bridge != null) {
      interceptors.put(BridgePassword.NAME, new BridgePassword(bridge));
    }
    interceptors.put(RequestWatcher.NAME, new RequestWatcher(metrics, bridge));
    try {
      client =
          new KubernetesClientBuilder()
              .withConfig(config)
              .withKubernetesSerialization(NeededJson.create())
              .withHttpClientFactory(new ApiHttp(http.tls(), bridge, threads))
              .withTaskExecutor(threads)
              .withHttpClientBuilderConsumer(
                  builder -> interceptors.forEach(builder::addOrReplaceInterceptor))
              .build();
    } catch (KubernetesClientException e) {
      threads.shutdownNow();
      if (bridge != null) {
        bridge.close();
      }
      throw new DiscoveryException(String.valueOf(e.getMessage()), e);
    }
  }

  private static @Nullable ProxyBridge bridge(
      String apiServer, HttpClientOptions http, HttpResources resources) throws DiscoveryException {
    try {
      return ProxyBridge.to(HttpUrl.parse(apiServer), http, resources);
    } catch (FetchException e) {
      throw new DiscoveryException("proxy of " + apiServer + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DiscoveryException("listen on the loopback interface: " + e.getMessage(), e);
    }
  }

  /** Settings for a URL, with nothing taken from the environment or the user's home. */
  private static Config config(String url) {
    return new ConfigBuilder(Config.empty()).withMasterUrl(url).build();
  }

  KubernetesClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    threads.shutdownNow();
    if (bridge != null) {
      bridge.close();
    }
  }
}
