package dev.deucalion.kubernetes.role;

import dev.deucalion.kubernetes.group.Joined;
import dev.deucalion.kubernetes.object.KubernetesObject;
import dev.deucalion.kubernetes.object.NamespaceObject;
import dev.deucalion.kubernetes.object.NodeObject;
import dev.deucalion.kubernetes.object.OwnedObject;
import dev.deucalion.kubernetes.object.PodObject;
import dev.deucalion.kubernetes.object.ServiceObject;
import dev.deucalion.kubernetes.watch.Watch;
import org.jspecify.annotations.Nullable;

/**
 * Watches as what groups are joined with; null where an object of the kind was not asked for.
 *
 * @param withJobNames whether the names of jobs were asked for
 */
record Cluster(
    @Nullable Watch<NodeObject> nodes,
    @Nullable Watch<NamespaceObject> namespaces,
    @Nullable Watch<PodObject> pods,
    @Nullable Watch<ServiceObject> services,
    @Nullable Watch<OwnedObject> replicaSets,
    @Nullable Watch<OwnedObject> jobs,
    boolean withJobNames)
    implements Joined {
  private static <R extends KubernetesObject> @Nullable R find(
      @Nullable Watch<R> watch, String key) {
    return watch == null ? null : watch.get(key);
  }

  @Override
  public @Nullable NodeObject node(String name) {
    return find(nodes, name);
  }

  @Override
  public boolean withNodes() {
    return nodes != null;
  }

  @Override
  public @Nullable NamespaceObject namespace(String name) {
    return find(namespaces, name);
  }

  @Override
  public @Nullable PodObject pod(String key) {
    return find(pods, key);
  }

  @Override
  public @Nullable ServiceObject service(String key) {
    return find(services, key);
  }

  @Override
  public @Nullable OwnedObject replicaSet(String key) {
    return find(replicaSets, key);
  }

  @Override
  public @Nullable OwnedObject job(String key) {
    return find(jobs, key);
  }
}
