package dev.deucalion.kubernetes.object;

/** The object that stands behind an address. */
public record TargetRef(String kind, String namespace, String name) {
  public static final String POD = "Pod";
  public static final String NODE = "Node";

  public boolean isPod() {
    return kind.equals(POD);
  }

  public boolean isNode() {
    return kind.equals(NODE);
  }

  /** The key of the object. */
  public String key() {
    return KubernetesObject.key(namespace, name);
  }
}
