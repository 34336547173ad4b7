package dev.deucalion.kubernetes.options;

import java.util.List;

/**
 * Where objects are looked for: everywhere when neither is given.
 *
 * @param own whether in the namespace of the pod that this program runs in
 */
public record Namespaces(boolean own, List<String> names) {
  public static final Namespaces ALL = new Namespaces(false, List.of());

  public Namespaces {
    names = List.copyOf(names);
  }
}
