package dev.deucalion.kubernetes.group;

import dev.deucalion.kubernetes.object.PodObject;
import dev.deucalion.kubernetes.object.PodObject.Container;
import dev.deucalion.kubernetes.object.PodObject.ContainerPort;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.scrape.discovery.TargetGroup;
import java.util.ArrayList;
import java.util.List;

/** Role {@code pod}: a target for each port of each container. */
public final class PodGroup {
  private PodGroup() {}

  public static String source(String key) {
    return "pod/" + key;
  }

  /**
   * The group of a pod. It has no targets while the pod has no address, and where nodes are
   * attached but the pod's is not among those that were selected.
   */
  public static TargetGroup of(PodObject pod, Joined joined) {
    String source = source(pod.key());
    boolean onUnknownNode = joined.withNodes() && joined.node(pod.nodeName()) == null;
    if (pod.ip().isEmpty() || onUnknownNode) {
      return new TargetGroup(source, List.of(), Labels.EMPTY);
    }
    LabelsBuilder labels = new LabelsBuilder();
    PodLabels.add(labels, pod, joined);
    labels.set(MetaNames.NAMESPACE, pod.meta().namespace());
    Attached.addNode(labels, joined, pod.nodeName());
    Attached.addNamespace(labels, joined, pod.meta().namespace());
    List<Labels> targets = new ArrayList<>();
    for (Container container : pod.containers()) {
      addTargets(targets, pod.ip(), container);
    }
    return new TargetGroup(source, targets, labels.build());
  }

  private static void addTargets(List<Labels> targets, String ip, Container container) {
    if (container.ports().isEmpty()) {
      // Relabeling may know the port.
      targets.add(target(ip, container).build());
      return;
    }
    for (ContainerPort port : container.ports()) {
      LabelsBuilder target = target(Addresses.join(ip, port.number()), container);
      PodLabels.addPort(target, port, port.protocol());
      targets.add(target.build());
    }
  }

  private static LabelsBuilder target(String address, Container container) {
    LabelsBuilder target = new LabelsBuilder();
    target.set(LabelNames.ADDRESS, address).set(PodLabels.CONTAINER_ID, container.id());
    PodLabels.addContainer(target, container);
    return target;
  }
}
