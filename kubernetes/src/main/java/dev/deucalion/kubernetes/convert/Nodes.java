package dev.deucalion.kubernetes.convert;

import dev.deucalion.kubernetes.object.NodeObject;
import dev.deucalion.kubernetes.object.NodeObject.Address;
import dev.deucalion.kubernetes.object.NodeObject.Condition;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeDaemonEndpoints;
import io.fabric8.kubernetes.api.model.NodeStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads nodes. */
public final class Nodes {
  private Nodes() {}

  public static NodeObject read(Node node) {
    NodeStatus status = node.getStatus() == null ? new NodeStatus() : node.getStatus();
    List<Condition> conditions = new ArrayList<>();
    for (NodeCondition condition : Texts.list(status.getConditions())) {
      conditions.add(
          new Condition(Texts.pooled(condition.getType()), Texts.pooled(condition.getStatus())));
    }
    List<Address> addresses = new ArrayList<>();
    for (NodeAddress address : Texts.list(status.getAddresses())) {
      addresses.add(new Address(Texts.pooled(address.getType()), Texts.text(address.getAddress())));
    }
    return new NodeObject(
        Texts.meta(node.getMetadata()),
        node.getSpec() == null ? "" : Texts.text(node.getSpec().getProviderID()),
        conditions,
        addresses,
        kubeletPort(status.getDaemonEndpoints()));
  }

  private static int kubeletPort(@Nullable NodeDaemonEndpoints endpoints) {
    return endpoints == null || endpoints.getKubeletEndpoint() == null
        ? 0
        : Texts.number(endpoints.getKubeletEndpoint().getPort());
  }
}
