package dev.deucalion.kubernetes.object;

import java.util.List;

/**
 * A service.
 *
 * @param type such as {@code ClusterIP}
 * @param loadBalancerIps addresses of its load balancer, separated by commas
 * @param primaryFamily {@code IPv4} or {@code IPv6} where it has both, and this comes first; empty
 *     where it has one
 */
public record ServiceObject(
    Meta meta,
    String type,
    String clusterIp,
    String externalName,
    String loadBalancerIps,
    String primaryFamily,
    List<NamedPort> ports)
    implements KubernetesObject {
  public ServiceObject {
    ports = List.copyOf(ports);
  }
}
