package dev.deucalion.kubernetes.client;

import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.scrape.options.HttpClientOptions;

/**
 * A way to reach an API server. Equal ways share a client.
 *
 * @param apiServer its URL; empty where the file or the pod says it
 * @param kubeconfigFile empty for none
 * @param http how {@code apiServer} is called
 */
public record ApiAccess(String apiServer, String kubeconfigFile, HttpClientOptions http) {
  public static ApiAccess of(KubernetesOptions options) {
    return new ApiAccess(options.apiServer(), options.kubeconfigFile(), options.http());
  }
}
