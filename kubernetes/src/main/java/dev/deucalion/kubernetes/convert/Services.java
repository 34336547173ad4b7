package dev.deucalion.kubernetes.convert;

import dev.deucalion.kubernetes.object.NamedPort;
import dev.deucalion.kubernetes.object.ServiceObject;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads services. */
public final class Services {
  private static final Set<String> BOTH_FAMILIES = Set.of("PreferDualStack", "RequireDualStack");

  private Services() {}

  public static ServiceObject read(Service service) {
    ServiceSpec spec = service.getSpec() == null ? new ServiceSpec() : service.getSpec();
    List<NamedPort> ports = new ArrayList<>();
    for (ServicePort port : Texts.list(spec.getPorts())) {
      ports.add(
          new NamedPort(
              Texts.pooled(port.getName()),
              Texts.number(port.getPort()),
              Texts.pooled(port.getProtocol())));
    }
    return new ServiceObject(
        Texts.meta(service.getMetadata()),
        Texts.pooled(spec.getType()),
        Texts.text(spec.getClusterIP()),
        Texts.text(spec.getExternalName()),
        loadBalancerIps(spec, service.getStatus()),
        primaryFamily(spec),
        ports);
  }

  /** Those that the load balancer reports, else the one that was asked for. */
  private static String loadBalancerIps(ServiceSpec spec, @Nullable ServiceStatus status) {
    List<String> ips = new ArrayList<>();
    if (status != null && status.getLoadBalancer() != null) {
      for (LoadBalancerIngress ingress : Texts.list(status.getLoadBalancer().getIngress())) {
        String ip = Texts.text(ingress.getIp());
        if (!ip.isEmpty()) {
          ips.add(ip);
        }
      }
    }
    return ips.isEmpty() ? Texts.text(spec.getLoadBalancerIP()) : String.join(",", ips);
  }

  private static String primaryFamily(ServiceSpec spec) {
    List<String> families = Texts.list(spec.getIpFamilies());
    boolean both = BOTH_FAMILIES.contains(Texts.text(spec.getIpFamilyPolicy()));
    return both && !families.isEmpty() ? Texts.pooled(families.getFirst()) : "";
  }
}
