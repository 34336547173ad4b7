package dev.deucalion.kubernetes.watch;

import dev.deucalion.kubernetes.object.KubernetesObject;
import org.jspecify.annotations.Nullable;

/** Hears what happens to the objects of a watch. Must be quick, and must not call the watch. */
public interface WatchListener<R extends KubernetesObject> {
  /**
   * An object came, changed or went. It may have changed in something that is not kept: then both
   * are equal.
   *
   * @param before null when it was not there
   * @param after null when it is no longer there
   */
  void changed(String key, @Nullable R before, @Nullable R after);

  /** All objects that there are have been told; once, and at once where it is so already. */
  void synced();
}
