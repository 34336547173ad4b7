package dev.deucalion.kubernetes.convert;

import dev.deucalion.kubernetes.object.Attributes;
import dev.deucalion.kubernetes.object.Controller;
import dev.deucalion.kubernetes.object.Meta;
import dev.deucalion.kubernetes.object.TargetRef;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what all kinds have in common. */
final class Texts {
  private Texts() {}

  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** A text that many objects have. */
  static String pooled(@Nullable String text) {
    return text == null ? "" : text.intern();
  }

  static int number(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  static String flag(@Nullable Boolean flag) {
    return flag == null ? "" : flag.toString();
  }

  static <T> List<T> list(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  static Meta meta(ObjectMeta meta) {
    return new Meta(
        pooled(meta.getNamespace()),
        text(meta.getName()),
        attributes(meta.getLabels()),
        attributes(meta.getAnnotations()));
  }

  /** Where labels and annotations interest nobody. */
  static Meta nameOnly(ObjectMeta meta) {
    return new Meta(
        pooled(meta.getNamespace()), text(meta.getName()), Attributes.NONE, Attributes.NONE);
  }

  static Attributes attributes(@Nullable Map<String, @Nullable String> map) {
    return map == null ? Attributes.NONE : Attributes.of(map);
  }

  static @Nullable Controller controller(ObjectMeta meta) {
    for (OwnerReference owner : list(meta.getOwnerReferences())) {
      if (Boolean.TRUE.equals(owner.getController())) {
        return new Controller(pooled(owner.getKind()), pooled(owner.getName()));
      }
    }
    return null;
  }

  static @Nullable TargetRef target(@Nullable ObjectReference reference) {
    if (reference == null) {
      return null;
    }
    return new TargetRef(
        pooled(reference.getKind()), pooled(reference.getNamespace()), text(reference.getName()));
  }
}
