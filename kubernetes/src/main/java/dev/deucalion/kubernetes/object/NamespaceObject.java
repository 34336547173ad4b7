package dev.deucalion.kubernetes.object;

/** A namespace. */
public record NamespaceObject(Meta meta) implements KubernetesObject {}
