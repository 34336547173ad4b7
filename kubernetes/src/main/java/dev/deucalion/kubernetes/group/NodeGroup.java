package dev.deucalion.kubernetes.group;

import dev.deucalion.kubernetes.object.NodeObject;
import dev.deucalion.kubernetes.object.NodeObject.Address;
import dev.deucalion.kubernetes.object.NodeObject.Condition;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.scrape.discovery.TargetGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Role {@code node}: one target, the kubelet. */
public final class NodeGroup {
  private static final String PROVIDER_ID = MetaNames.PREFIX + "node_provider_id";
  private static final String CONDITION_PREFIX = MetaNames.PREFIX + "node_condition_";
  private static final String ADDRESS_PREFIX = MetaNames.PREFIX + "node_address_";

  /** Types of addresses, the best first. */
  private static final List<String> PREFERRED =
      List.of("InternalIP", "InternalDNS", "ExternalIP", "ExternalDNS", "LegacyHostIP", "Hostname");

  private NodeGroup() {}

  public static String source(String key) {
    return "node/" + key;
  }

  /** The group of a node; null while it has no address, which takes no earlier group back. */
  public static @Nullable TargetGroup of(NodeObject node) {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (Address address : node.addresses()) {
      addresses.putIfAbsent(address.type(), address.address());
    }
    for (String type : PREFERRED) {
      String host = addresses.get(type);
      if (host != null) {
        return group(node, host, addresses);
      }
    }
    return null;
  }

  private static TargetGroup group(NodeObject node, String host, Map<String, String> addresses) {
    LabelsBuilder labels = new LabelsBuilder();
    labels.set(PROVIDER_ID, node.providerId());
    for (Condition condition : node.conditions()) {
      String type = condition.type().toLowerCase(Locale.ROOT);
      labels.set(
          CONDITION_PREFIX + MetaNames.sanitized(type),
          condition.status().toLowerCase(Locale.ROOT));
    }
    MetaNames.NODE.add(labels, node.meta());
    LabelsBuilder target = new LabelsBuilder();
    target
        .set(LabelNames.ADDRESS, Addresses.join(host, node.kubeletPort()))
        .set(LabelNames.INSTANCE, node.meta().name());
    addresses.forEach(
        (type, address) -> target.set(ADDRESS_PREFIX + MetaNames.sanitized(type), address));
    List<Labels> targets = List.of(target.build());
    return new TargetGroup(source(node.key()), targets, labels.build());
  }
}
