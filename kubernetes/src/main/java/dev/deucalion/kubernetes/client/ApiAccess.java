package dev.deucalion.kubernetes.client;

import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpUrl;
import dev.deucalion.scrape.http.ProxyChoice;
import dev.deucalion.scrape.options.HttpClientOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A way to reach an API server. Equal ways share a client.
 *
 * @param apiServer its URL; empty where the file says it
 * @param kubeconfigFile empty for none
 * @param http how {@code apiServer} is called
 */
public record ApiAccess(String apiServer, String kubeconfigFile, HttpClientOptions http) {
  /**
   * The way that options name, or that a pod knows where they name none.
   *
   * @throws DiscoveryException when it cannot lead anywhere, with the reason
   */
  public static ApiAccess of(KubernetesOptions options, InCluster pod) throws DiscoveryException {
    String file = options.kubeconfigFile();
    if (!file.isEmpty()) {
      if (!Files.isReadable(Path.of(file))) {
        throw new DiscoveryException("open " + file + ": no such file or directory");
      }
      return new ApiAccess("", file, HttpClientOptions.DEFAULTS);
    }
    if (options.apiServer().isEmpty()) {
      return pod.access();
    }
    HttpUrl url;
    try {
      url = HttpUrl.parse(options.apiServer());
    } catch (FetchException e) {
      throw new DiscoveryException("api_server " + options.apiServer() + ": " + e.getMessage(), e);
    }
    try {
      new ProxyChoice(options.http().proxy(), pod.environment()).proxyOf(url);
    } catch (FetchException e) {
      throw new DiscoveryException("proxy of " + options.apiServer() + ": " + e.getMessage(), e);
    }
    return new ApiAccess(options.apiServer(), "", options.http());
  }
}
