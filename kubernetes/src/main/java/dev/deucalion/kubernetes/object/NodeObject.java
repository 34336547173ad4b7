package dev.deucalion.kubernetes.object;

import java.util.List;

/**
 * A node.
 *
 * @param kubeletPort 0 where it does not say
 */
public record NodeObject(
    Meta meta,
    String providerId,
    List<Condition> conditions,
    List<Address> addresses,
    int kubeletPort)
    implements KubernetesObject {
  public NodeObject {
    conditions = List.copyOf(conditions);
    addresses = List.copyOf(addresses);
  }

  /** A condition, such as {@code Ready}, with {@code True}, {@code False} or {@code Unknown}. */
  public record Condition(String type, String status) {}

  /** An address, with a type such as {@code InternalIP}. */
  public record Address(String type, String address) {}
}
