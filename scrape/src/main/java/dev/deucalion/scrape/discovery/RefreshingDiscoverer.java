package dev.deucalion.scrape.discovery;

import dev.deucalion.model.stats.DurationRecorder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a source again and again, on a virtual thread of its own, and tells what changed. */
public final class RefreshingDiscoverer implements Discoverer {
  private static final Logger LOG = LoggerFactory.getLogger(RefreshingDiscoverer.class);

  private final String mechanism;
  private final long intervalMs;
  private final Refresh refresh;
  private final DiscoveryContext context;
  private final LongAdder failures;
  private final DurationRecorder durations;
  private final Map<String, TargetGroup> told = new HashMap<>();
  private boolean toldOnce;
  private volatile boolean closed;
  private Thread thread = Thread.ofVirtual().unstarted(() -> {});

  /**
   * @param mechanism its name, for logs and metrics
   * @param intervalMs from one question to the next
   */
  public RefreshingDiscoverer(
      String mechanism, long intervalMs, Refresh refresh, DiscoveryContext context) {
    this.mechanism = mechanism;
    this.intervalMs = intervalMs;
    this.refresh = refresh;
    this.context = context;
    String[] labels = {"config", context.config(), "mechanism", mechanism};
    failures =
        context
            .metrics()
            .counter("prometheus_sd_refresh_failures", "Questions without an answer.", labels);
    durations =
        context
            .metrics()
            .durations(
                "prometheus_sd_refresh_duration_seconds",
                "How long the answers to questions for targets took.",
                labels);
  }

  @Override
  public void start(Consumer<List<TargetGroup>> listener) {
    thread = Thread.ofVirtual().name("discover " + mechanism).start(() -> run(listener));
  }

  private void run(Consumer<List<TargetGroup>> listener) {
    while (!closed) {
      long dueMs = context.clock().nowMs() + intervalMs;
      if (!refreshOrGoWithout(listener)) {
        return;
      }
      long leftMs;
      while (!closed && (leftMs = dueMs - context.clock().nowMs()) > 0) {
        context.waiting().parkIfPossible(Math.min(leftMs, intervalMs) * 1_000_000);
      }
    }
  }

  /** Whether to go on; a moment without memory costs the answer of that moment only. */
  private boolean refreshOrGoWithout(Consumer<List<TargetGroup>> listener) {
    try {
      return refreshOnce(listener);
    } catch (OutOfMemoryError e) {
      failures.increment();
      return !closed;
    }
  }

  /** Whether to go on. */
  private boolean refreshOnce(Consumer<List<TargetGroup>> listener) {
    long startNanos = System.nanoTime();
    try {
      List<TargetGroup> changes = changes(refresh.groups());
      if (closed) {
        return false;
      }
      if (!changes.isEmpty() || !toldOnce) {
        toldOnce = true;
        listener.accept(changes);
      }
    } catch (DiscoveryException | RuntimeException e) {
      if (closed) {
        return false;
      }
      failures.increment();
      LOG.atError()
          .addKeyValue("discovery", mechanism)
          .addKeyValue("config", context.config())
          .addKeyValue("err", e instanceof DiscoveryException ? e.getMessage() : e.toString())
          .log("Unable to refresh target groups");
    } catch (InterruptedException e) {
      return false;
    } finally {
      durations.add(System.nanoTime() - startNanos);
    }
    return true;
  }

  /** What differs from what was told last, and from now on counts as told. */
  private List<TargetGroup> changes(List<TargetGroup> found) {
    List<TargetGroup> changes = new ArrayList<>();
    Map<String, TargetGroup> now = new HashMap<>();
    for (TargetGroup group : found) {
      now.put(group.source(), group);
      if (!group.equals(told.get(group.source()))) {
        changes.add(group);
      }
    }
    for (String source : told.keySet()) {
      if (!now.containsKey(source)) {
        changes.add(TargetGroup.gone(source));
      }
    }
    told.clear();
    told.putAll(now);
    return changes;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    LockSupport.unpark(thread);
  }
}
