package dev.deucalion.kubernetes.convert;

import dev.deucalion.kubernetes.object.NamespaceObject;
import dev.deucalion.kubernetes.object.OwnedObject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;

/** Reads the kinds of which little is needed. */
public final class Others {
  private Others() {}

  public static NamespaceObject namespace(Namespace namespace) {
    return new NamespaceObject(Texts.meta(namespace.getMetadata()));
  }

  /** A replica set or a job: its name and what controls it. */
  public static OwnedObject owned(HasMetadata object) {
    return new OwnedObject(
        Texts.nameOnly(object.getMetadata()), Texts.controller(object.getMetadata()));
  }
}
