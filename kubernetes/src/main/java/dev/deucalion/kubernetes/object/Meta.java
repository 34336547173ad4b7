package dev.deucalion.kubernetes.object;

/**
 * What all objects have.
 *
 * @param namespace empty for objects of the whole cluster
 */
public record Meta(String namespace, String name, Attributes labels, Attributes annotations) {}
