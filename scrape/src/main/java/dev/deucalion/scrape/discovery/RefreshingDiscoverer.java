package dev.deucalion.scrape.discovery;

import dev.deucalion.model.stats.DurationRecorder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

  /** The groups by their source, as they were told last. */
  private Map<String, TargetGroup> told = Map.of();

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
      Map<String, TargetGroup> now = bySource(refresh.groups());
      List<TargetGroup> changes = changes(now);
      if (closed) {
        return false;
      }
      if (!changes.isEmpty() || !toldOnce) {
        listener.accept(changes);
        toldOnce = true;
      }
      told = now;
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

  /** The groups in their order; of several with one source the last. */
  private static Map<String, TargetGroup> bySource(List<TargetGroup> found) {
    Map<String, TargetGroup> groups = new LinkedHashMap<>();
    for (TargetGroup group : found) {
      groups.put(group.source(), group);
    }
    return groups;
  }

  /** What differs from what was told last. */
  private List<TargetGroup> changes(Map<String, TargetGroup> now) {
    List<TargetGroup> changes = new ArrayList<>();
    for (TargetGroup group : now.values()) {
      if (!group.equals(told.get(group.source()))) {
        changes.add(group);
      }
    }
    for (String source : told.keySet()) {
      if (!now.containsKey(source)) {
        changes.add(TargetGroup.gone(source));
      }
    }
    return changes;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    LockSupport.unpark(thread);
  }
}
