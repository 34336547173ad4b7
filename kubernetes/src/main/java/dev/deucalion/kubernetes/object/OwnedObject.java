package dev.deucalion.kubernetes.object;

import org.jspecify.annotations.Nullable;

/** A replica set or a job: something between a pod and what people know. */
public record OwnedObject(Meta meta, @Nullable Controller controller) implements KubernetesObject {}
