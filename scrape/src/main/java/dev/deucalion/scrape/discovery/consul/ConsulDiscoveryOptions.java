package dev.deucalion.scrape.discovery.consul;

import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code consul_sd_configs}.
 *
 * @param server host and port
 * @param scheme of the URL of the API
 * @param pathPrefix before the paths of the API
 * @param token for access, null for none
 * @param datacenter empty for that of the agent
 * @param tagSeparator between tags, and around all of them, in {@code __meta_consul_tags}
 * @param allowStale whether any server may answer, not only the leader
 * @param refreshIntervalMs least time between two questions about the same
 * @param services to find, none for all
 * @param tags that a service must have, all of them
 * @param nodeMeta metadata that a node must have
 * @param filter for the catalogue
 * @param healthFilter for the health of services
 */
public record ConsulDiscoveryOptions(
    String server,
    String scheme,
    String pathPrefix,
    @Nullable Secret token,
    String datacenter,
    String namespace,
    String partition,
    String tagSeparator,
    boolean allowStale,
    long refreshIntervalMs,
    List<String> services,
    List<String> tags,
    Map<String, String> nodeMeta,
    String filter,
    String healthFilter,
    HttpClientOptions http)
    implements DiscoveryOptions {
  public ConsulDiscoveryOptions {
    services = List.copyOf(services);
    tags = List.copyOf(tags);
    nodeMeta = Map.copyOf(nodeMeta);
  }

  @Override
  public String mechanism() {
    return "consul";
  }
}
