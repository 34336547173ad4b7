package dev.deucalion.kubernetes.group;

import dev.deucalion.kubernetes.object.Controller;
import dev.deucalion.kubernetes.object.KubernetesObject;
import dev.deucalion.kubernetes.object.OwnedObject;
import dev.deucalion.kubernetes.object.PodObject;
import dev.deucalion.kubernetes.object.PodObject.Container;
import dev.deucalion.kubernetes.object.PodObject.ContainerPort;
import dev.deucalion.model.labels.LabelsBuilder;
import org.jspecify.annotations.Nullable;

/** Labels that every target has that is a pod, in whichever role it was found. */
final class PodLabels {
  static final String CONTAINER_ID = MetaNames.PREFIX + "pod_container_id";

  private static final String IP = MetaNames.PREFIX + "pod_ip";
  private static final String READY = MetaNames.PREFIX + "pod_ready";
  private static final String PHASE = MetaNames.PREFIX + "pod_phase";
  private static final String NODE_NAME = MetaNames.PREFIX + "pod_node_name";
  private static final String HOST_IP = MetaNames.PREFIX + "pod_host_ip";
  private static final String UID = MetaNames.PREFIX + "pod_uid";
  private static final String CONTROLLER_KIND = MetaNames.PREFIX + "pod_controller_kind";
  private static final String CONTROLLER_NAME = MetaNames.PREFIX + "pod_controller_name";
  private static final String DEPLOYMENT = MetaNames.PREFIX + "pod_deployment_name";
  private static final String JOB = MetaNames.PREFIX + "pod_job_name";
  private static final String CRON_JOB = MetaNames.PREFIX + "pod_cronjob_name";

  private static final String CONTAINER_NAME = MetaNames.PREFIX + "pod_container_name";
  private static final String CONTAINER_IMAGE = MetaNames.PREFIX + "pod_container_image";
  private static final String CONTAINER_INIT = MetaNames.PREFIX + "pod_container_init";
  private static final String PORT_NAME = MetaNames.PREFIX + "pod_container_port_name";
  private static final String PORT_NUMBER = MetaNames.PREFIX + "pod_container_port_number";
  private static final String PORT_PROTOCOL = MetaNames.PREFIX + "pod_container_port_protocol";

  private PodLabels() {}

  /** Adds what is true of the whole pod. */
  static void add(LabelsBuilder out, PodObject pod, Joined joined) {
    out.set(IP, pod.ip())
        .set(READY, pod.ready())
        .set(PHASE, pod.phase())
        .set(NODE_NAME, pod.nodeName())
        .set(HOST_IP, pod.hostIp())
        .set(UID, pod.uid());
    MetaNames.POD.add(out, pod.meta());
    Controller controller = pod.controller();
    if (controller != null) {
      out.set(CONTROLLER_KIND, controller.kind()).set(CONTROLLER_NAME, controller.name());
      addOwner(out, pod.meta().namespace(), controller, joined);
    }
  }

  /** Adds what stands above the controller. */
  private static void addOwner(
      LabelsBuilder out, String namespace, Controller controller, Joined joined) {
    String key = KubernetesObject.key(namespace, controller.name());
    switch (controller.kind()) {
      case "ReplicaSet" -> out.set(DEPLOYMENT, controllerOf(joined.replicaSet(key), "Deployment"));
      case "Job" -> {
        if (joined.withJobNames()) {
          out.set(JOB, controller.name());
        }
        out.set(CRON_JOB, controllerOf(joined.job(key), "CronJob"));
      }
      default -> {}
    }
  }

  private static String controllerOf(@Nullable OwnedObject object, String kind) {
    Controller controller = object == null ? null : object.controller();
    return controller != null && controller.kind().equals(kind) ? controller.name() : "";
  }

  /** Adds what is true of a container. */
  static void addContainer(LabelsBuilder out, Container container) {
    out.set(CONTAINER_NAME, container.name())
        .set(CONTAINER_IMAGE, container.image())
        .set(CONTAINER_INIT, Boolean.toString(container.init()));
  }

  /** Adds what is true of a port of a container. */
  static void addPort(LabelsBuilder out, ContainerPort port, String protocol) {
    out.set(PORT_NAME, port.name())
        .set(PORT_NUMBER, Integer.toString(port.number()))
        .set(PORT_PROTOCOL, protocol);
  }
}
