package dev.deucalion.kubernetes.role;

import dev.deucalion.kubernetes.object.Controller;
import dev.deucalion.kubernetes.object.EndpointsObject;
import dev.deucalion.kubernetes.object.EndpointsObject.Address;
import dev.deucalion.kubernetes.object.EndpointsObject.Subset;
import dev.deucalion.kubernetes.object.KubernetesObject;
import dev.deucalion.kubernetes.object.PodObject;
import dev.deucalion.kubernetes.object.SliceObject;
import dev.deucalion.kubernetes.object.TargetRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What objects have to do with: keys of others. */
final class Links {
  private Links() {}

  static Collection<String> namespace(KubernetesObject object) {
    return List.of(object.meta().namespace());
  }

  static Collection<String> node(PodObject pod) {
    return List.of(pod.nodeName());
  }

  /** The controller of the pod, where it is of this kind. */
  static Collection<String> controller(PodObject pod, String kind) {
    Controller controller = pod.controller();
    return controller != null && controller.kind().equals(kind)
        ? List.of(KubernetesObject.key(pod.meta().namespace(), controller.name()))
        : List.of();
  }

  static Collection<String> pods(EndpointsObject endpoints) {
    List<String> keys = new ArrayList<>();
    forEachAddress(endpoints, address -> addPod(keys, address.target()));
    return keys;
  }

  static Collection<String> nodes(EndpointsObject endpoints) {
    List<String> names = new ArrayList<>();
    forEachAddress(endpoints, address -> addNode(names, address.nodeName(), address.target()));
    return names;
  }

  private static void forEachAddress(EndpointsObject endpoints, Consumer<Address> action) {
    for (Subset subset : endpoints.subsets()) {
      subset.ready().forEach(action);
      subset.notReady().forEach(action);
    }
  }

  static Collection<String> service(SliceObject slice) {
    return List.of(slice.serviceKey());
  }

  static Collection<String> pods(SliceObject slice) {
    List<String> keys = new ArrayList<>();
    slice.endpoints().forEach(endpoint -> addPod(keys, endpoint.target()));
    return keys;
  }

  static Collection<String> nodes(SliceObject slice) {
    List<String> names = new ArrayList<>();
    slice.endpoints().forEach(endpoint -> addNode(names, endpoint.nodeName(), endpoint.target()));
    return names;
  }

  private static void addPod(List<String> keys, @Nullable TargetRef target) {
    if (target != null && target.isPod()) {
      keys.add(target.key());
    }
  }

  private static void addNode(List<String> names, String nodeName, @Nullable TargetRef target) {
    if (!nodeName.isEmpty()) {
      names.add(nodeName);
    }
    if (target != null && target.isNode()) {
      names.add(target.name());
    }
  }
}
