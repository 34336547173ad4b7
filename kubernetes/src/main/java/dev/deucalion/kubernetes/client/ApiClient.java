package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.options.HttpClientOptions;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.io.File;
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

  /**
   * Makes a client, which connects when it is used.
   *
   * @throws DiscoveryException when the file cannot be used, with the reason
   */
  ApiClient(ApiAccess access, HttpResources resources, ApiMetrics metrics, ApiTuning tuning)
      throws DiscoveryException {
    boolean fromFile = !access.kubeconfigFile().isEmpty();
    Config config = fromFile ? kubeconfig(access.kubeconfigFile()) : config(access.apiServer());
    config.setUserAgent(tuning.userAgent());
    config.setRequestTimeout(REQUEST_TIMEOUT_MS);
    config.setWatchReconnectInterval(tuning.retryMs());
    // Informers try again by themselves and must hear of failures to do so; but without one more
    // try at once, nobody hears of a connection that fails.
    config.setRequestRetryBackoffLimit(1);
    HttpClientOptions http = fromFile ? null : access.http();
    // Without TLS there is nobody to agree on HTTP/2 with.
    config.setHttp2Disable(
        config.getMasterUrl().startsWith("http:") || http != null && !http.enableHttp2());
    threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("kubernetes-", 0).factory());
    try {
      client = build(config, http, resources, metrics);
    } catch (KubernetesClientException e) {
      threads.shutdownNow();
      throw new DiscoveryException(String.valueOf(e.getMessage()), e);
    }
  }

  private KubernetesClient build(
      Config config,
      @Nullable HttpClientOptions http,
      HttpResources resources,
      ApiMetrics metrics) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(NeededJson.create())
        .withHttpClientFactory(new ApiHttp(http, resources.environment(), threads))
        .withTaskExecutor(threads)
        .withHttpClientBuilderConsumer(builder -> {
          if (http != null) {
            builder.addOrReplaceInterceptor(
                TokenRefreshInterceptor.NAME, new ApiHeaders(http, resources));
          }
          builder.addOrReplaceInterceptor(RequestWatcher.NAME, new RequestWatcher(metrics));
        })
        .build();
  }

  /** Settings for a URL, with nothing taken from the environment or the user's home. */
  private static Config config(String url) {
    return new ConfigBuilder(Config.empty()).withMasterUrl(url).build();
  }

  private static Config kubeconfig(String file) throws DiscoveryException {
    try {
      return Config.fromKubeconfig(new File(file));
    } catch (KubernetesClientException | IllegalArgumentException e) {
      throw new DiscoveryException("invalid configuration: " + file + ": " + e.getMessage(), e);
    }
  }

  KubernetesClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    threads.shutdownNow();
  }
}
