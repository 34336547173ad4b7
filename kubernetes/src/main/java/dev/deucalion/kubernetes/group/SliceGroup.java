package dev.deucalion.kubernetes.group;

import dev.deucalion.kubernetes.object.PodObject;
import dev.deucalion.kubernetes.object.ServiceObject;
import dev.deucalion.kubernetes.object.SliceObject;
import dev.deucalion.kubernetes.object.SliceObject.Endpoint;
import dev.deucalion.kubernetes.object.SliceObject.Port;
import dev.deucalion.kubernetes.object.TargetRef;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.scrape.discovery.TargetGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Role {@code endpointslice}: a target for each port of each address, and for each port that a pod
 * behind an address declares otherwise.
 */
public final class SliceGroup {
  private static final String SLICE = MetaNames.PREFIX + "endpointslice_";
  private static final String ADDRESS_TYPE = SLICE + "address_type";
  private static final String PORT_NAME = SLICE + "port_name";
  private static final String PORT_PROTOCOL = SLICE + "port_protocol";
  private static final String PORT = SLICE + "port";
  private static final String PORT_APP_PROTOCOL = SLICE + "port_app_protocol";
  private static final String TARGET_KIND = SLICE + "address_target_kind";
  private static final String TARGET_NAME = SLICE + "address_target_name";
  private static final String ENDPOINT = SLICE + "endpoint_";
  private static final String READY = ENDPOINT + "conditions_ready";
  private static final String SERVING = ENDPOINT + "conditions_serving";
  private static final String TERMINATING = ENDPOINT + "conditions_terminating";
  private static final String ZONE = ENDPOINT + "zone";
  private static final String HOSTNAME = ENDPOINT + "hostname";
  private static final String NODE_NAME = ENDPOINT + "node_name";
  private static final String TOPOLOGY_PREFIX = ENDPOINT + "topology_";
  private static final String TOPOLOGY_PRESENT_PREFIX = ENDPOINT + "topology_present_";

  private SliceGroup() {}

  public static String source(String key) {
    return "endpointslice/" + key;
  }

  /**
   * The group of a slice. Of a service with addresses of both families, only slices of its first
   * one have targets: the others hold the same pods again.
   */
  public static TargetGroup of(SliceObject slice, Joined joined) {
    LabelsBuilder labels = new LabelsBuilder();
    labels
        .set(MetaNames.NAMESPACE, slice.meta().namespace())
        .set(ADDRESS_TYPE, slice.addressType());
    MetaNames.ENDPOINT_SLICE.add(labels, slice.meta());
    ServiceObject service = joined.service(slice.serviceKey());
    ServiceGroup.addTo(labels, service);
    Attached.addNamespace(labels, joined, slice.meta().namespace());
    List<Labels> targets = new ArrayList<>();
    if (!isSecondFamily(slice, service)) {
      addTargets(targets, slice, joined);
    }
    return new TargetGroup(source(slice.key()), targets, labels.build());
  }

  private static boolean isSecondFamily(SliceObject slice, @Nullable ServiceObject service) {
    return service != null
        && !service.primaryFamily().isEmpty()
        && !service.primaryFamily().equals(slice.addressType());
  }

  private static void addTargets(List<Labels> targets, SliceObject slice, Joined joined) {
    PodPorts pods = new PodPorts(joined);
    for (Endpoint endpoint : slice.endpoints()) {
      for (Port port : slice.ports()) {
        for (String address : endpoint.addresses()) {
          targets.add(target(address, endpoint, port, pods, joined));
        }
      }
    }
    pods.addOthers(targets);
  }

  private static Labels target(
      String address, Endpoint endpoint, Port port, PodPorts pods, Joined joined) {
    LabelsBuilder target = new LabelsBuilder();
    Integer number = port.number();
    if (number == null) {
      target.set(LabelNames.ADDRESS, address);
    } else {
      target
          .set(LabelNames.ADDRESS, Addresses.join(address, number))
          .set(PORT, Integer.toString(number));
    }
    target
        .set(PORT_NAME, port.name())
        .set(PORT_PROTOCOL, port.protocol())
        .set(PORT_APP_PROTOCOL, port.appProtocol());
    addEndpoint(target, endpoint);
    TargetRef ref = endpoint.target();
    if (ref != null) {
      target.set(TARGET_KIND, ref.kind()).set(TARGET_NAME, ref.name());
    }
    Attached.addNode(
        target, joined, ref != null && ref.isNode() ? ref.name() : endpoint.nodeName());
    PodObject pod = ref != null && ref.isPod() ? joined.pod(ref.key()) : null;
    if (pod != null) {
      PodLabels.add(target, pod, joined);
      if (number != null) {
        PodPorts.addContainer(target, pod, number, null);
      }
      pods.add(pod, number);
    }
    return target.build();
  }

  private static void addEndpoint(LabelsBuilder target, Endpoint endpoint) {
    target
        .set(READY, endpoint.ready())
        .set(SERVING, endpoint.serving())
        .set(TERMINATING, endpoint.terminating())
        .set(HOSTNAME, endpoint.hostname())
        .set(NODE_NAME, endpoint.nodeName())
        .set(ZONE, endpoint.zone());
    endpoint
        .topology()
        .forEach((name, value) -> {
          String suffix = MetaNames.sanitized(name);
          target
              .set(TOPOLOGY_PREFIX + suffix, value)
              .set(TOPOLOGY_PRESENT_PREFIX + suffix, MetaNames.PRESENT);
        });
  }
}
