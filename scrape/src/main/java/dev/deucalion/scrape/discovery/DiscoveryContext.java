package dev.deucalion.scrape.discovery;

import dev.deucalion.model.time.Clock;
import dev.deucalion.model.time.Waiting;
import dev.deucalion.scrape.http.HttpResources;
import java.util.Map;

/**
 * What surrounds a discoverer.
 *
 * @param clock for intervals between looks
 * @param waiting for the clock
 * @param http the network
 * @param environment environment variables
 * @param yaml reads target groups written in YAML
 * @param metrics where a mechanism counts what it does
 * @param config the job that asked first, for logs and metrics
 */
public record DiscoveryContext(
    Clock clock,
    Waiting waiting,
    HttpResources http,
    Map<String, String> environment,
    GroupParser yaml,
    DiscoveryMetrics metrics,
    String config) {
  public DiscoveryContext {
    environment = Map.copyOf(environment);
  }

  /** A context without environment variables and YAML, with metrics of its own. */
  public static DiscoveryContext of(Clock clock, Waiting waiting, HttpResources http) {
    return new DiscoveryContext(
        clock, waiting, http, Map.of(), GroupParser.NONE, new DiscoveryMetrics(), "");
  }

  public DiscoveryContext withConfig(String other) {
    return new DiscoveryContext(clock, waiting, http, environment, yaml, metrics, other);
  }

  public DiscoveryContext withEnvironment(Map<String, String> other) {
    return new DiscoveryContext(clock, waiting, http, other, yaml, metrics, config);
  }

  public DiscoveryContext withYaml(GroupParser other) {
    return new DiscoveryContext(clock, waiting, http, environment, other, metrics, config);
  }
}
