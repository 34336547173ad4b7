package dev.deucalion.kubernetes.group;

import dev.deucalion.kubernetes.object.NamedPort;
import dev.deucalion.kubernetes.object.ServiceObject;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.scrape.discovery.TargetGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Role {@code service}: a target for each port, at the name that the cluster's DNS knows. */
public final class ServiceGroup {
  private static final String PORT_NAME = MetaNames.PREFIX + "service_port_name";
  private static final String PORT_NUMBER = MetaNames.PREFIX + "service_port_number";
  private static final String PORT_PROTOCOL = MetaNames.PREFIX + "service_port_protocol";
  private static final String TYPE = MetaNames.PREFIX + "service_type";
  private static final String CLUSTER_IP = MetaNames.PREFIX + "service_cluster_ip";
  private static final String EXTERNAL_NAME = MetaNames.PREFIX + "service_external_name";
  private static final String LOAD_BALANCER_IP = MetaNames.PREFIX + "service_loadbalancer_ip";

  private ServiceGroup() {}

  public static String source(String key) {
    return "svc/" + key;
  }

  public static TargetGroup of(ServiceObject service, Joined joined) {
    LabelsBuilder labels = new LabelsBuilder();
    labels.set(MetaNames.NAMESPACE, service.meta().namespace());
    addTo(labels, service);
    Attached.addNamespace(labels, joined, service.meta().namespace());
    List<Labels> targets = new ArrayList<>();
    for (NamedPort port : service.ports()) {
      targets.add(target(service, port));
    }
    return new TargetGroup(source(service.key()), targets, labels.build());
  }

  /** Adds to the labels of endpoints those of their service, where it is known. */
  static void addTo(LabelsBuilder labels, @Nullable ServiceObject service) {
    if (service != null) {
      MetaNames.SERVICE.add(labels, service.meta());
    }
  }

  private static Labels target(ServiceObject service, NamedPort port) {
    String host = service.meta().name() + "." + service.meta().namespace() + ".svc";
    LabelsBuilder target = new LabelsBuilder();
    target
        .set(LabelNames.ADDRESS, Addresses.join(host, port.number()))
        .set(PORT_NAME, port.name())
        .set(PORT_NUMBER, Integer.toString(port.number()))
        .set(PORT_PROTOCOL, port.protocol())
        .set(TYPE, service.type());
    if (service.type().equals("ExternalName")) {
      target.set(EXTERNAL_NAME, service.externalName());
    } else {
      target.set(CLUSTER_IP, service.clusterIp());
    }
    if (service.type().equals("LoadBalancer")) {
      target.set(LOAD_BALANCER_IP, service.loadBalancerIps());
    }
    return target.build();
  }
}
