package dev.deucalion.scrape.testing;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Waiting;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.TargetGroup;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What tests of mechanisms have in common. */
public final class Mechanisms {
  private Mechanisms() {}

  /** Surroundings with real time and the network. */
  public static DiscoveryContext context() {
    return context(Clock.SYSTEM, Waiting.SYSTEM);
  }

  public static DiscoveryContext context(Clock clock, Waiting waiting) {
    return DiscoveryContext.of(
            clock, waiting, new HttpResources(1 << 20, "agent", Map.of(), Resolver.SYSTEM))
        .withConfig("job");
  }

  /** Each target's labels with those of its group, as text. */
  public static List<String> targets(List<TargetGroup> groups) {
    List<String> all = new ArrayList<>();
    for (TargetGroup group : groups) {
      for (Labels target : group.targets()) {
        Map<String, String> labels = new TreeMap<>();
        group.labels().forEach(labels::put);
        target.forEach(labels::put);
        all.add(labels.toString());
      }
    }
    return all;
  }
}
