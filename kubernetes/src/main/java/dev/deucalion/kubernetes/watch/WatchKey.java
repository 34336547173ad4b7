package dev.deucalion.kubernetes.watch;

import dev.deucalion.kubernetes.client.ApiAccess;
import dev.deucalion.kubernetes.object.KubernetesObject;

/**
 * What is watched. Equal keys share a watch.
 *
 * @param namespace empty for all
 * @param label a label selector, empty for all
 * @param field a field selector, empty for all
 */
public record WatchKey<R extends KubernetesObject>(
    ApiAccess access, ResourceKind<?, R> kind, String namespace, String label, String field) {}
