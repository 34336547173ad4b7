package dev.deucalion.kubernetes.watch;

import dev.deucalion.kubernetes.object.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The objects of one kind as they were heard of last. Safe for many threads. */
public final class Watch<R extends KubernetesObject> {
  private final Map<String, Known<R>> objects = new ConcurrentHashMap<>();

  /**
   * Guards changes and the order in which listeners hear of them. A change is told before it is
   * made: where a listener has no memory for it, the next list brings it again.
   */
  private final Object lock = new Object();

  private final List<WatchListener<R>> listeners = new ArrayList<>();
  private boolean synced;

  /** What is known of an object, with the version that the API server gave it. */
  record Known<R>(R object, String resourceVersion) {}

  Watch() {}

  /** The object with this key, null where none is known. */
  public @Nullable R get(String key) {
    // Who heard of a change sees it made.
    synchronized (lock) {
      Known<R> known = objects.get(key);
      return known == null ? null : known.object;
    }
  }

  /** How many objects are known. */
  public int size() {
    return objects.size();
  }

  /** Adds a listener, and tells it of all that is known before this returns. */
  public void addListener(WatchListener<R> listener) {
    synchronized (lock) {
      listeners.add(listener);
      objects.forEach((key, known) -> listener.changed(key, null, known.object));
      if (synced) {
        listener.synced();
      }
    }
  }

  /** Removes a listener, which hears nothing more once this returned. */
  public void removeListener(WatchListener<R> listener) {
    synchronized (lock) {
      listeners.remove(listener);
    }
  }

  Map<String, Known<R>> objects() {
    return objects;
  }

  /** Takes in an object; returns what was known of it. */
  @Nullable Known<R> put(String key, R object, String resourceVersion) {
    synchronized (lock) {
      Known<R> before = objects.get(key);
      R kept = before != null && before.object.equals(object) ? before.object : object;
      if (before == null || !before.resourceVersion.equals(resourceVersion)) {
        tell(key, before == null ? null : before.object, kept);
      }
      objects.put(key, new Known<>(kept, resourceVersion));
      return before;
    }
  }

  /** Forgets an object; returns what was known of it. */
  @Nullable Known<R> remove(String key) {
    synchronized (lock) {
      Known<R> before = objects.get(key);
      if (before != null) {
        tell(key, before.object, null);
        objects.remove(key);
      }
      return before;
    }
  }

  /** A list of all objects has been taken in. */
  void listed() {
    synchronized (lock) {
      if (!synced) {
        synced = true;
        listeners.forEach(WatchListener::synced);
      }
    }
  }

  private void tell(String key, @Nullable R before, @Nullable R after) {
    for (WatchListener<R> listener : listeners) {
      listener.changed(key, before, after);
    }
  }
}
