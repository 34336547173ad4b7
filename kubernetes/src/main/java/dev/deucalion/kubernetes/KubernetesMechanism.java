package dev.deucalion.kubernetes;

import dev.deucalion.kubernetes.client.ApiAccess;
import dev.deucalion.kubernetes.client.ApiMetrics;
import dev.deucalion.kubernetes.client.ApiTuning;
import dev.deucalion.kubernetes.client.InCluster;
import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.kubernetes.options.Namespaces;
import dev.deucalion.kubernetes.options.Role;
import dev.deucalion.scrape.discovery.Discoverer;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.DiscoveryMechanism;
import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code kubernetes_sd_configs}. What its discoverers share, clients and watches, is all that it
 * holds, and nothing while there is no discoverer.
 */
public final class KubernetesMechanism implements DiscoveryMechanism<KubernetesOptions> {
  private final Path serviceAccount;
  private final int retryMs;

  /** By the metrics of a program, of which there may be several in one JVM. */
  private final IdentityHashMap<DiscoveryMetrics, Shared> shared = new IdentityHashMap<>();

  /** The mechanism for a pod as the kubelet makes it. */
  public KubernetesMechanism() {
    this(InCluster.SERVICE_ACCOUNT, ApiTuning.RETRY_MS);
  }

  /**
   * A mechanism for other surroundings.
   *
   * @param serviceAccount directory with the files of a service account
   * @param retryMs pause before a failed request is tried again
   */
  KubernetesMechanism(Path serviceAccount, int retryMs) {
    this.serviceAccount = serviceAccount;
    this.retryMs = retryMs;
  }

  @Override
  public String name() {
    return "kubernetes";
  }

  @Override
  public Class<KubernetesOptions> optionsType() {
    return KubernetesOptions.class;
  }

  @Override
  public void prepare(DiscoveryMetrics metrics) {
    ApiMetrics all = new ApiMetrics(metrics);
    for (Role role : Role.values()) {
      for (String event : List.of("add", "update", "delete")) {
        all.events(role.text(), event);
      }
    }
  }

  @Override
  public Discoverer create(KubernetesOptions options, DiscoveryContext context)
      throws DiscoveryException {
    InCluster pod = new InCluster(context.environment(), serviceAccount);
    ApiAccess access = ApiAccess.of(options, pod);
    // Nodes are in no namespace.
    List<String> namespaces =
        options.role() == Role.NODE ? List.of("") : namespaces(options.namespaces(), pod);
    return new KubernetesDiscoverer(options, access, namespaces, sharedBy(context));
  }

  /** Names of the namespaces to look at; the empty one stands for all. */
  private static List<String> namespaces(Namespaces wanted, InCluster pod)
      throws DiscoveryException {
    Set<String> names = new LinkedHashSet<>(wanted.names());
    if (wanted.own()) {
      names.add(pod.namespace());
    }
    return names.isEmpty() ? List.of("") : new ArrayList<>(names);
  }

  private synchronized Shared sharedBy(DiscoveryContext context) {
    return shared.computeIfAbsent(
        context.metrics(),
        metrics ->
            new Shared(
                context.http(),
                new ApiMetrics(metrics),
                ApiTuning.of(context.http().userAgent()).withRetryMs(retryMs)));
  }
}
