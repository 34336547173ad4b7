package dev.deucalion.kubernetes.group;

import dev.deucalion.kubernetes.object.PodObject;
import dev.deucalion.kubernetes.object.PodObject.Container;
import dev.deucalion.kubernetes.object.PodObject.ContainerPort;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pods behind one set of endpoints, and which of their ports the endpoints name. Ports that
 * they do not name become targets, too. Used once.
 */
final class PodPorts {
  private final Joined joined;
  private final Map<String, Named> pods = new LinkedHashMap<>();

  private record Named(PodObject pod, Set<Integer> ports) {}

  PodPorts(Joined joined) {
    this.joined = joined;
  }

  /**
   * Notes an endpoint of a pod.
   *
   * @param port that the endpoint names, null for none
   */
  void add(PodObject pod, @Nullable Integer port) {
    Named named = pods.computeIfAbsent(pod.key(), key -> new Named(pod, new HashSet<>()));
    if (port != null) {
      named.ports.add(port);
    }
  }

  /** Adds labels of the container that declares the port; where several do, the last. */
  static void addContainer(LabelsBuilder out, PodObject pod, int port, @Nullable String protocol) {
    for (Container container : pod.containers()) {
      for (ContainerPort declared : container.ports()) {
        if (declared.number() == port) {
          PodLabels.addContainer(out, container);
          PodLabels.addPort(out, declared, protocol == null ? declared.protocol() : protocol);
          break;
        }
      }
    }
  }

  /** Adds a target for each declared port that no endpoint named. */
  void addOthers(List<Labels> targets) {
    for (Named named : pods.values()) {
      PodObject pod = named.pod;
      if (pod.ip().isEmpty()) {
        continue;
      }
      for (Container container : pod.containers()) {
        for (ContainerPort port : container.ports()) {
          if (!named.ports.contains(port.number())) {
            LabelsBuilder target = new LabelsBuilder();
            target.set(LabelNames.ADDRESS, Addresses.join(pod.ip(), port.number()));
            PodLabels.addContainer(target, container);
            PodLabels.addPort(target, port, port.protocol());
            PodLabels.add(target, pod, joined);
            targets.add(target.build());
          }
        }
      }
    }
  }
}
