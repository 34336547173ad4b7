package dev.deucalion.kubernetes.object;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The endpoints of a service. */
public record EndpointsObject(Meta meta, List<Subset> subsets) implements KubernetesObject {
  public EndpointsObject {
    subsets = List.copyOf(subsets);
  }

  /** Addresses that all have the same ports. */
  public record Subset(List<Address> ready, List<Address> notReady, List<NamedPort> ports) {
    public Subset {
      ready = List.copyOf(ready);
      notReady = List.copyOf(notReady);
      ports = List.copyOf(ports);
    }
  }

  /** One address, and what stands behind it. */
  public record Address(String ip, String hostname, String nodeName, @Nullable TargetRef target) {}
}
