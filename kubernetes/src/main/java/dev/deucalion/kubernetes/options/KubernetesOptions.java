package dev.deucalion.kubernetes.options;

import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.HttpClientOptions;
import java.util.List;
import java.util.Set;

/**
 * One entry of {@code kubernetes_sd_configs}.
 *
 * @param apiServer its URL; empty for the one that the pod or the file below names
 * @param kubeconfigFile path of a file with clusters and users, empty for none
 * @param http how {@code apiServer} is called
 */
public record KubernetesOptions(
    Role role,
    String apiServer,
    String kubeconfigFile,
    HttpClientOptions http,
    Namespaces namespaces,
    List<Selector> selectors,
    Set<Attachment> attach)
    implements DiscoveryOptions {
  public KubernetesOptions {
    selectors = List.copyOf(selectors);
    attach = Set.copyOf(attach);
  }

  /** A role in all namespaces of the cluster that the program runs in. */
  public static KubernetesOptions inCluster(Role role) {
    return new KubernetesOptions(
        role, "", "", HttpClientOptions.DEFAULTS, Namespaces.ALL, List.of(), Set.of());
  }

  public KubernetesOptions withApiServer(String url, HttpClientOptions client) {
    return new KubernetesOptions(role, url, kubeconfigFile, client, namespaces, selectors, attach);
  }

  public KubernetesOptions withKubeconfigFile(String file) {
    return new KubernetesOptions(role, apiServer, file, http, namespaces, selectors, attach);
  }

  public KubernetesOptions withNamespaces(Namespaces other) {
    return new KubernetesOptions(role, apiServer, kubeconfigFile, http, other, selectors, attach);
  }

  public KubernetesOptions withSelectors(List<Selector> other) {
    return new KubernetesOptions(role, apiServer, kubeconfigFile, http, namespaces, other, attach);
  }

  public KubernetesOptions withAttach(Set<Attachment> other) {
    return new KubernetesOptions(
        role, apiServer, kubeconfigFile, http, namespaces, selectors, other);
  }

  /** The selector for the objects of a role, one of everything where none is given. */
  public Selector selector(Role of) {
    return selectors.stream()
        .filter(selector -> selector.role() == of)
        .findFirst()
        .orElseGet(() -> new Selector(of, "", ""));
  }

  @Override
  public String mechanism() {
    return "kubernetes";
  }
}
