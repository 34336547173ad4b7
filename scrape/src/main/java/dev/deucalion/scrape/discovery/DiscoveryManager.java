package dev.deucalion.scrape.discovery;

import dev.deucalion.scrape.options.DiscoveryOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the targets of many configurations, such as scrape jobs, from the first {@link #apply} to
 * {@link #close}. One discoverer runs for equal options, whoever asks. Safe for many threads.
 *
 * <p>What discoverers say is gathered and passed on in batches, a configuration's groups always as
 * a whole. A configuration whose options changed keeps the targets it has until all its discoverers
 * have said something, for at most as long as the longest pause between batches.
 */
public final class DiscoveryManager implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiscoveryManager.class);

  /** Takes the groups of a configuration; called by one thread at a time. */
  @FunctionalInterface
  public interface Receiver {
    void accept(String config, List<TargetGroup> groups);
  }

  private final String name;
  private final DiscoveryMechanisms mechanisms;
  private final DiscoveryContext context;
  private final Receiver receiver;
  private final UpdatePace pace;
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();

  /** Guards {@link #apply} and {@link #close}. */
  private final Object applyLock = new Object();

  private Map<String, List<DiscoveryOptions>> wanted = Map.of();
  private Map<DiscoveryOptions, Provider> providers = Map.of();
  private boolean closed;
  private volatile int failedConfigs;

  /** The providers of each configuration, in its order. */
  private volatile Map<String, List<Provider>> configs = Map.of();

  /** The thread that applies a configuration and passes on itself what is said meanwhile. */
  private volatile @Nullable Thread applying;

  /** Configurations with something to pass on. */
  private final Set<String> changed = ConcurrentHashMap.newKeySet();

  /** Until when a changed configuration waits for all of its discoverers. */
  private final Map<String, Long> patienceMs = new ConcurrentHashMap<>();

  /** Held while groups are collected and passed on. */
  private final Object sendLock = new Object();

  private final Map<String, DiscoveryStats.Config> lastSent = new ConcurrentHashMap<>();

  /**
   * A manager that finds nothing yet.
   *
   * @param name in metrics
   */
  public DiscoveryManager(
      String name, DiscoveryMechanisms mechanisms, DiscoveryContext context, Receiver receiver) {
    this.name = name;
    this.mechanisms = mechanisms;
    this.context = context;
    this.receiver = receiver;
    mechanisms.prepare(context.metrics());
    this.pace = new UpdatePace(context.clock(), context.waiting(), this::send);
  }

  /**
   * Makes the configurations these. Discoverers whose options are still wanted go on untouched.
   * What is known when this returns has been passed on, for each configuration that changed.
   *
   * @param next options by the name of the configuration
   */
  public void apply(Map<String, List<DiscoveryOptions>> next) {
    try {
      applyAndSend(next);
    } catch (OutOfMemoryError e) {
      // What was to be passed on still is, though nobody may say anything more.
      pace.request();
      throw e;
    }
  }

  private void applyAndSend(Map<String, List<DiscoveryOptions>> next) {
    synchronized (applyLock) {
      if (closed) {
        return;
      }
      applying = Thread.currentThread();
      try {
        applyLocked(next);
      } finally {
        applying = null;
      }
    }
    send();
  }

  private void applyLocked(Map<String, List<DiscoveryOptions>> next) {
    Map<DiscoveryOptions, Provider> nextProviders = new LinkedHashMap<>();
    Map<String, List<Provider>> nextConfigs = new LinkedHashMap<>();
    List<Provider> fresh = new ArrayList<>();
    int failed = 0;
    for (Map.Entry<String, List<DiscoveryOptions>> entry : next.entrySet()) {
      // Options that are written twice in one configuration find the same targets once.
      Set<Provider> own = new LinkedHashSet<>();
      for (DiscoveryOptions options : entry.getValue()) {
        Provider provider = nextProviders.getOrDefault(options, providers.get(options));
        if (provider == null) {
          provider = create(options, entry.getKey());
          if (provider == null) {
            failed++;
            continue;
          }
          fresh.add(provider);
        }
        nextProviders.put(options, provider);
        own.add(provider);
      }
      nextConfigs.put(entry.getKey(), List.copyOf(own));
    }
    failedConfigs = failed;
    markChanged(next);
    Map<DiscoveryOptions, Provider> old = providers;
    providers = nextProviders;
    wanted = Map.copyOf(next);
    configs = nextConfigs;
    old.forEach((options, provider) -> {
      if (!nextProviders.containsKey(options)) {
        provider.close();
      }
    });
    fresh.forEach(provider -> provider.start(() -> updated(provider)));
  }

  private @Nullable Provider create(DiscoveryOptions options, String config) {
    try {
      return new Provider(mechanisms.create(options, context.withConfig(config)));
    } catch (DiscoveryException e) {
      LOG.atError()
          .addKeyValue("err", e.getMessage())
          .addKeyValue("type", options.mechanism())
          .addKeyValue("config", config)
          .log("Cannot create service discovery");
      return null;
    }
  }

  private void markChanged(Map<String, List<DiscoveryOptions>> next) {
    long untilMs = context.clock().nowMs() + UpdatePace.MAX_PAUSE_MS;
    next.forEach((config, options) -> {
      List<DiscoveryOptions> before = wanted.get(config);
      if (!options.equals(before)) {
        changed.add(config);
        if (before != null) {
          patienceMs.put(config, untilMs);
        }
      }
    });
    lastSent.keySet().retainAll(next.keySet());
    patienceMs.keySet().retainAll(next.keySet());
  }

  private void updated(Provider provider) {
    received.increment();
    configs.forEach((config, own) -> {
      if (own.contains(provider)) {
        changed.add(config);
      }
    });
    if (!Thread.currentThread().equals(applying)) {
      pace.request();
    }
  }

  /** Passes on the groups of each configuration that changed. */
  private void send() {
    synchronized (sendLock) {
      Set<String> configsNow = new HashSet<>(changed);
      if (configsNow.isEmpty()) {
        return;
      }
      sent.increment();
      for (String config : configsNow) {
        changed.remove(config);
        sendOrKeep(config);
      }
    }
  }

  private boolean isWaiting(String config, List<Provider> own) {
    Long untilMs = patienceMs.get(config);
    if (untilMs == null) {
      return false;
    }
    if (context.clock().nowMs() < untilMs && !own.stream().allMatch(Provider::isHeard)) {
      return true;
    }
    patienceMs.remove(config);
    return false;
  }

  /** What a moment without memory met is still to be passed on. */
  private void sendOrKeep(String config) {
    try {
      List<Provider> own = configs.get(config);
      if (own != null && isWaiting(config, own)) {
        changed.add(config);
        pace.request();
      } else if (own != null) {
        send(config, own);
      }
    } catch (OutOfMemoryError e) {
      changed.add(config);
      throw e;
    }
  }

  private void send(String config, List<Provider> own) {
    List<TargetGroup> groups = new ArrayList<>();
    own.forEach(provider -> groups.addAll(provider.groups()));
    int targets = 0;
    for (TargetGroup group : groups) {
      targets += group.targets().size();
    }
    lastSent.put(config, new DiscoveryStats.Config(targets, context.clock().nowMs()));
    try {
      receiver.accept(config, groups);
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("config", config)
          .setCause(e)
          .log("Targets could not be taken over");
    }
  }

  /** Counts at this moment. */
  public DiscoveryStats stats() {
    return new DiscoveryStats(
        name,
        failedConfigs,
        received.sum(),
        sent.sum(),
        pace.delayed(),
        Map.copyOf(lastSent),
        context.metrics().families());
  }

  /** Ends all discoverers; targets stay as they were passed on last. */
  @Override
  public void close() {
    pace.close();
    synchronized (applyLock) {
      closed = true;
      providers.values().forEach(Provider::close);
      providers = Map.of();
      configs = Map.of();
    }
  }
}
