package dev.deucalion.kubernetes.object;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A slice of the endpoints of a service.
 *
 * @param addressType {@code IPv4}, {@code IPv6} or {@code FQDN}
 */
public record SliceObject(Meta meta, String addressType, List<Endpoint> endpoints, List<Port> ports)
    implements KubernetesObject {
  /** The label of a slice that names its service. */
  public static final String SERVICE_NAME = "kubernetes.io/service-name";

  public SliceObject {
    endpoints = List.copyOf(endpoints);
    ports = List.copyOf(ports);
  }

  /** The key of the service that the slice belongs to, empty for none. */
  public String serviceKey() {
    String name = meta.labels().get(SERVICE_NAME);
    return name == null ? "" : KubernetesObject.key(meta.namespace(), name);
  }

  /**
   * One endpoint.
   *
   * @param ready {@code true} or {@code false}, as {@code serving} and {@code terminating}
   * @param topology labels of older clusters
   */
  public record Endpoint(
      List<String> addresses,
      String ready,
      String serving,
      String terminating,
      String hostname,
      String nodeName,
      String zone,
      @Nullable TargetRef target,
      Attributes topology) {
    public Endpoint {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * A port of all endpoints of the slice.
   *
   * @param number null for any
   */
  public record Port(String name, @Nullable Integer number, String protocol, String appProtocol) {}
}
