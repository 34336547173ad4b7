package dev.deucalion.kubernetes.convert;

import dev.deucalion.kubernetes.object.PodObject;
import dev.deucalion.kubernetes.object.PodObject.Container;
import dev.deucalion.kubernetes.object.PodObject.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads pods. */
public final class Pods {
  private static final String READY = "Ready";

  private Pods() {}

  public static PodObject read(Pod pod) {
    PodSpec spec = pod.getSpec() == null ? new PodSpec() : pod.getSpec();
    PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    List<Container> containers = new ArrayList<>();
    addContainers(containers, spec.getContainers(), status.getContainerStatuses(), false);
    addContainers(containers, spec.getInitContainers(), status.getInitContainerStatuses(), true);
    return new PodObject(
        Texts.meta(pod.getMetadata()),
        Texts.text(pod.getMetadata().getUid()),
        Texts.text(status.getPodIP()),
        Texts.pooled(status.getHostIP()),
        Texts.pooled(status.getPhase()),
        ready(status),
        Texts.pooled(spec.getNodeName()),
        Texts.controller(pod.getMetadata()),
        containers);
  }

  private static String ready(PodStatus status) {
    for (PodCondition condition : Texts.list(status.getConditions())) {
      if (READY.equals(condition.getType())) {
        return Texts.text(condition.getStatus()).toLowerCase(Locale.ROOT).intern();
      }
    }
    return "unknown";
  }

  private static void addContainers(
      List<Container> out,
      @Nullable List<io.fabric8.kubernetes.api.model.Container> containers,
      @Nullable List<ContainerStatus> statuses,
      boolean init) {
    for (io.fabric8.kubernetes.api.model.Container container : Texts.list(containers)) {
      List<ContainerPort> ports = new ArrayList<>();
      for (io.fabric8.kubernetes.api.model.ContainerPort port : Texts.list(container.getPorts())) {
        ports.add(
            new ContainerPort(
                Texts.pooled(port.getName()),
                Texts.number(port.getContainerPort()),
                Texts.pooled(port.getProtocol())));
      }
      String name = Texts.pooled(container.getName());
      out.add(
          new Container(name, Texts.pooled(container.getImage()), id(statuses, name), init, ports));
    }
  }

  private static String id(@Nullable List<ContainerStatus> statuses, String name) {
    for (ContainerStatus status : Texts.list(statuses)) {
      if (name.equals(status.getName())) {
        return Texts.text(status.getContainerID());
      }
    }
    return "";
  }
}
