package dev.deucalion.docs;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads objects of Kubernetes as strictly as an API server that validates fields. */
final class KubernetesObjects {
  private static final String MODELS = "io.fabric8.kubernetes.api.model";

  private KubernetesObjects() {}

  /**
   * One object of a kind that Kubernetes itself has.
   *
   * @throws IllegalArgumentException when a field has another type
   */
  static HasMetadata read(String yaml) {
    Object read = new KubernetesSerialization().unmarshal(yaml);
    if (read instanceof HasMetadata object && !(read instanceof GenericKubernetesResource)) {
      return object;
    }
    throw new IllegalArgumentException("not a kind of Kubernetes: " + yaml);
  }

  /** Paths of fields that its schema does not have. */
  static List<String> unknownFields(HasMetadata object) throws ReflectiveOperationException {
    List<String> unknown = new ArrayList<>();
    look(object, "", unknown);
    return unknown;
  }

  private static void look(@Nullable Object node, String path, List<String> unknown)
      throws ReflectiveOperationException {
    switch (node) {
      case null -> {}
      case Collection<?> all -> {
        for (Object each : all) {
          look(each, path, unknown);
        }
      }
      case Map<?, ?> map -> {
        for (Object each : map.values()) {
          look(each, path, unknown);
        }
      }
      default -> {
        if (node.getClass().getName().startsWith(MODELS)) {
          lookAtFields(node, path, unknown);
        }
      }
    }
  }

  private static void lookAtFields(Object node, String path, List<String> unknown)
      throws ReflectiveOperationException {
    for (Method method : node.getClass().getMethods()) {
      String name = method.getName();
      if (!name.startsWith("get") || method.getParameterCount() != 0 || name.length() == 3) {
        continue;
      }
      if (name.equals("getAdditionalProperties")) {
        Map<?, ?> others = (Map<?, ?>) Objects.requireNonNull(method.invoke(node));
        for (Object key : others.keySet()) {
          unknown.add(path + key);
        }
      } else if (!name.equals("getClass")) {
        String field = Character.toLowerCase(name.charAt(3)) + name.substring(4);
        look(method.invoke(node), path + field + ".", unknown);
      }
    }
  }
}
