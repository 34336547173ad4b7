package dev.deucalion.kubernetes.group;

import dev.deucalion.kubernetes.object.EndpointsObject;
import dev.deucalion.kubernetes.object.EndpointsObject.Address;
import dev.deucalion.kubernetes.object.EndpointsObject.Subset;
import dev.deucalion.kubernetes.object.NamedPort;
import dev.deucalion.kubernetes.object.PodObject;
import dev.deucalion.kubernetes.object.TargetRef;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.scrape.discovery.TargetGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Role {@code endpoints}: a target for each port of each address, and for each port that a pod
 * behind an address declares otherwise.
 */
public final class EndpointsGroup {
  private static final String NODE_NAME = MetaNames.PREFIX + "endpoint_node_name";
  private static final String HOSTNAME = MetaNames.PREFIX + "endpoint_hostname";
  private static final String READY = MetaNames.PREFIX + "endpoint_ready";
  private static final String PORT_NAME = MetaNames.PREFIX + "endpoint_port_name";
  private static final String PORT_PROTOCOL = MetaNames.PREFIX + "endpoint_port_protocol";
  private static final String TARGET_KIND = MetaNames.PREFIX + "endpoint_address_target_kind";
  private static final String TARGET_NAME = MetaNames.PREFIX + "endpoint_address_target_name";

  private EndpointsGroup() {}

  public static String source(String key) {
    return "endpoints/" + key;
  }

  public static TargetGroup of(EndpointsObject endpoints, Joined joined) {
    LabelsBuilder labels = new LabelsBuilder();
    labels.set(MetaNames.NAMESPACE, endpoints.meta().namespace());
    ServiceGroup.addTo(labels, joined.service(endpoints.key()));
    MetaNames.ENDPOINTS.add(labels, endpoints.meta());
    Attached.addNamespace(labels, joined, endpoints.meta().namespace());
    List<Labels> targets = new ArrayList<>();
    PodPorts pods = new PodPorts(joined);
    for (Subset subset : endpoints.subsets()) {
      for (NamedPort port : subset.ports()) {
        for (Address address : subset.ready()) {
          targets.add(target(address, port, "true", pods, joined));
        }
        for (Address address : subset.notReady()) {
          targets.add(target(address, port, "false", pods, joined));
        }
      }
    }
    pods.addOthers(targets);
    return new TargetGroup(source(endpoints.key()), targets, labels.build());
  }

  private static Labels target(
      Address address, NamedPort port, String ready, PodPorts pods, Joined joined) {
    LabelsBuilder target = new LabelsBuilder();
    target
        .set(LabelNames.ADDRESS, Addresses.join(address.ip(), port.number()))
        .set(PORT_NAME, port.name())
        .set(PORT_PROTOCOL, port.protocol())
        .set(READY, ready)
        .set(NODE_NAME, address.nodeName())
        .set(HOSTNAME, address.hostname());
    TargetRef ref = address.target();
    if (ref != null) {
      target.set(TARGET_KIND, ref.kind()).set(TARGET_NAME, ref.name());
    }
    Attached.addNode(target, joined, nodeOf(address.nodeName(), ref));
    PodObject pod = ref != null && ref.isPod() ? joined.pod(ref.key()) : null;
    if (pod != null) {
      PodLabels.add(target, pod, joined);
      PodPorts.addContainer(target, pod, port.number(), port.protocol());
      pods.add(pod, port.number());
    }
    return target.build();
  }

  private static String nodeOf(String nodeName, @Nullable TargetRef ref) {
    return nodeName.isEmpty() && ref != null && ref.isNode() ? ref.name() : nodeName;
  }
}
