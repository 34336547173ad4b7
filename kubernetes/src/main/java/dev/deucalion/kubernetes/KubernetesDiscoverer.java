package dev.deucalion.kubernetes;

import dev.deucalion.kubernetes.client.ApiAccess;
import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.kubernetes.role.RoleGroups;
import dev.deucalion.kubernetes.role.Roles;
import dev.deucalion.scrape.discovery.Discoverer;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.TargetGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the objects of one role. A virtual thread starts the watches, so that nobody waits while
 * the client is loaded, and passes on the groups that changed, all of a moment in one update.
 */
final class KubernetesDiscoverer implements Discoverer {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesDiscoverer.class);

  /** After a moment without memory. */
  private static final long PAUSE_MS = 1_000;

  private final KubernetesOptions options;
  private final ApiAccess access;
  private final List<String> namespaces;
  private final Shared shared;

  /** Held while the listener is called. */
  private final Object telling = new Object();

  /** Guarded by this. */
  private boolean changed;

  private volatile boolean closed;

  KubernetesDiscoverer(
      KubernetesOptions options, ApiAccess access, List<String> namespaces, Shared shared) {
    this.options = options;
    this.access = access;
    this.namespaces = namespaces;
    this.shared = shared;
  }

  @Override
  public void start(Consumer<List<TargetGroup>> listener) {
    Thread.ofVirtual().name("kubernetes-sd-" + options.role().text()).start(() -> run(listener));
  }

  private void run(Consumer<List<TargetGroup>> listener) {
    try {
      while (!closed && !isFollowed(listener)) {
        pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Follows the objects to the end; false where a moment without memory kept it from that. */
  private boolean isFollowed(Consumer<List<TargetGroup>> listener) throws InterruptedException {
    try {
      follow(listener);
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  private void follow(Consumer<List<TargetGroup>> listener) throws InterruptedException {
    List<Roles> started = new ArrayList<>();
    try {
      List<RoleGroups<?>> groups = new ArrayList<>();
      for (String namespace : namespaces) {
        Roles roles =
            new Roles(
                shared.watches(), options, access, shared.metrics(), namespace, this::onChange);
        started.add(roles);
        groups.add(roles.start());
      }
      while (awaitChange()) {
        if (!isTold(groups, listener)) {
          pause();
          onChange();
        }
      }
    } catch (DiscoveryException | RuntimeException e) {
      LOG.atError()
          .addKeyValue("role", options.role().text())
          .addKeyValue("err", String.valueOf(e.getMessage()))
          .log("Kubernetes service discovery ended");
    } finally {
      for (Roles roles : started) {
        close(roles);
      }
    }
  }

  /** Gives back what can be given back: the others are still to be closed. */
  private static void close(Roles roles) {
    try {
      roles.close();
    } catch (OutOfMemoryError | RuntimeException e) {
      LOG.atDebug().setCause(e).log("Kubernetes watches were not given back");
    }
  }

  /** Tells of what changed; false where there was no memory for it. */
  private boolean isTold(List<RoleGroups<?>> groups, Consumer<List<TargetGroup>> listener) {
    try {
      tell(groups, listener);
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }

  private void tell(List<RoleGroups<?>> groups, Consumer<List<TargetGroup>> listener) {
    List<TargetGroup> all = null;
    for (RoleGroups<?> some : groups) {
      List<TargetGroup> changed = some.changed();
      if (changed != null) {
        if (all == null) {
          all = new ArrayList<>();
        }
        all.addAll(changed);
      }
    }
    synchronized (telling) {
      if (all != null && !closed) {
        listener.accept(all);
      }
    }
    groups.forEach(RoleGroups::given);
  }

  /** Lets others have some memory. */
  @SuppressWarnings("WaitNotInLoop") // one that a change ends early is a pause, too
  private synchronized void pause() throws InterruptedException {
    if (!closed) {
      wait(PAUSE_MS);
    }
  }

  private synchronized void onChange() {
    changed = true;
    notifyAll();
  }

  /** Waits for something to tell; false at the end. */
  private synchronized boolean awaitChange() throws InterruptedException {
    while (!changed && !closed) {
      wait();
    }
    changed = false;
    return !closed;
  }

  @Override
  public void close() {
    synchronized (telling) {
      closed = true;
    }
    onChange();
  }
}
