package dev.deucalion.kubernetes;

import dev.deucalion.kubernetes.options.KubernetesOptions;
import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Waiting;
import dev.deucalion.scrape.discovery.Discoverer;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A discoverer at work, and what it has told. */
final class Found implements AutoCloseable {
  private static final int RETRY_MS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Discoverer discoverer;

  /** Guarded by this, as all below. */
  private final Map<String, TargetGroup> groups = new TreeMap<>();

  private final List<List<TargetGroup>> updates = new ArrayList<>();

  /** What all discoverers of a program share. */
  record Program(
      KubernetesMechanism mechanism, DiscoveryMetrics metrics, DiscoveryContext context) {
    static Program inPod(Path serviceAccount, Map<String, String> environment) {
      DiscoveryMetrics metrics = new DiscoveryMetrics();
      HttpResources http = new HttpResources(1 << 20, "Tests/1", Map.of(), Resolver.SYSTEM);
      DiscoveryContext context =
          new DiscoveryContext(
              Clock.SYSTEM,
              Waiting.SYSTEM,
              http,
              environment,
              DiscoveryContext.of(Clock.SYSTEM, Waiting.SYSTEM, http).yaml(),
              metrics,
              "job");
      KubernetesMechanism mechanism = new KubernetesMechanism(serviceAccount, RETRY_MS);
      mechanism.prepare(metrics);
      return new Program(mechanism, metrics, context);
    }

    static Program anywhere() {
      return inPod(Path.of("/nonexistent"), Map.of());
    }

    Found start(KubernetesOptions options) throws DiscoveryException {
      return new Found(mechanism.create(options, context));
    }

    /** The value of a counter. */
    double count(String name, String... labels) {
      return metrics.families().stream()
          .filter(family -> family.name().equals(name))
          .flatMap(family -> family.members().stream())
          .filter(member -> member.labels().equals(List.of(labels)))
          .mapToDouble(DiscoveryMetrics.Member::value)
          .sum();
    }
  }

  private Found(Discoverer discoverer) {
    this.discoverer = discoverer;
    discoverer.start(this::take);
  }

  private synchronized void take(List<TargetGroup> update) {
    updates.add(List.copyOf(update));
    for (TargetGroup group : update) {
      if (group.targets().isEmpty()) {
        groups.remove(group.source());
      } else {
        groups.put(group.source(), group);
      }
    }
  }

  /** Groups as they stand, by source. */
  synchronized Map<String, TargetGroup> groups() {
    return new TreeMap<>(groups);
  }

  /** All updates so far. */
  synchronized List<List<TargetGroup>> updates() {
    return new ArrayList<>(updates);
  }

  synchronized @Nullable TargetGroup group(String source) {
    return groups.get(source);
  }

  /** Waits for the first update. */
  Found awaitFirst() {
    Awaitility.await().atMost(PATIENCE).until(() -> !updates().isEmpty());
    return this;
  }

  /** Waits until the groups are as wanted. */
  Found await(Predicate<Map<String, TargetGroup>> wanted) {
    Awaitility.await().atMost(PATIENCE).until(() -> wanted.test(groups()));
    return this;
  }

  /** Waits until there is a group of this source, or none. */
  Found awaitGroup(String source, boolean there) {
    return await(all -> all.containsKey(source) == there);
  }

  @Override
  public void close() {
    discoverer.close();
  }
}
