package dev.deucalion.scrape.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A discoverer at work, and what it has found so far. Safe for many threads. */
final class Provider {
  private final Discoverer discoverer;

  /** Guarded by this, as all below. */
  private final Map<String, TargetGroup> groups = new LinkedHashMap<>();

  private boolean heard;
  private boolean closed;

  Provider(Discoverer discoverer) {
    this.discoverer = discoverer;
  }

  /**
   * Starts the discoverer.
   *
   * @param changed is called after each update
   */
  void start(Runnable changed) {
    discoverer.start(found -> {
      if (update(found)) {
        changed.run();
      }
    });
  }

  /** Whether it counts. */
  private synchronized boolean update(List<TargetGroup> found) {
    if (closed) {
      return false;
    }
    heard = true;
    for (TargetGroup group : found) {
      if (group.targets().isEmpty()) {
        groups.remove(group.source());
      } else {
        groups.put(group.source(), group);
      }
    }
    return true;
  }

  /** Whether there was an update yet. */
  synchronized boolean isHeard() {
    return heard;
  }

  synchronized List<TargetGroup> groups() {
    return new ArrayList<>(groups.values());
  }

  /** Ends the discoverer; nothing it says later counts. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    discoverer.close();
  }
}
