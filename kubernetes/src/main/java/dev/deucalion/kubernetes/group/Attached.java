package dev.deucalion.kubernetes.group;

import dev.deucalion.kubernetes.object.NamespaceObject;
import dev.deucalion.kubernetes.object.NodeObject;
import dev.deucalion.model.labels.LabelsBuilder;

/** Labels of the node and the namespace that a target has to do with. */
final class Attached {
  private Attached() {}

  static void addNode(LabelsBuilder out, Joined joined, String nodeName) {
    NodeObject node = joined.node(nodeName);
    if (node != null) {
      MetaNames.NODE.add(out, node.meta());
    }
  }

  /** All but the namespace's name, which is there already. */
  static void addNamespace(LabelsBuilder out, Joined joined, String name) {
    NamespaceObject namespace = joined.namespace(name);
    if (namespace != null) {
      MetaNames.OF_NAMESPACE.addAttributes(out, namespace.meta());
    }
  }
}
