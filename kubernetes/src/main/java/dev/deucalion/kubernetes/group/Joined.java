package dev.deucalion.kubernetes.group;

import dev.deucalion.kubernetes.object.NamespaceObject;
import dev.deucalion.kubernetes.object.NodeObject;
import dev.deucalion.kubernetes.object.OwnedObject;
import dev.deucalion.kubernetes.object.PodObject;
import dev.deucalion.kubernetes.object.ServiceObject;
import org.jspecify.annotations.Nullable;

/**
 * The other objects whose labels a group takes in, by their keys. What was not asked for is not
 * there: the methods give null for every key.
 */
public interface Joined {
  /** Nothing to join with. */
  Joined NOTHING = new Joined() {};

  default @Nullable NodeObject node(String name) {
    return null;
  }

  /** Whether nodes were asked for. */
  default boolean withNodes() {
    return false;
  }

  default @Nullable NamespaceObject namespace(String name) {
    return null;
  }

  default @Nullable PodObject pod(String key) {
    return null;
  }

  default @Nullable ServiceObject service(String key) {
    return null;
  }

  default @Nullable OwnedObject replicaSet(String key) {
    return null;
  }

  /** A job, for the cron job that it belongs to. */
  default @Nullable OwnedObject job(String key) {
    return null;
  }

  /** Whether the names of jobs were asked for. */
  default boolean withJobNames() {
    return false;
  }
}
