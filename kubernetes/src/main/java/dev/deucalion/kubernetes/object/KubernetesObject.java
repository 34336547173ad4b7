package dev.deucalion.kubernetes.object;

/** One object of a cluster, as far as labels need it. */
public sealed interface KubernetesObject
    permits EndpointsObject,
        IngressObject,
        NamespaceObject,
        NodeObject,
        OwnedObject,
        PodObject,
        ServiceObject,
        SliceObject {
  Meta meta();

  /** {@code namespace/name}, or the name alone of what has no namespace. */
  default String key() {
    return key(meta().namespace(), meta().name());
  }

  /** The key of the object with this name. */
  static String key(String namespace, String name) {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }
}
