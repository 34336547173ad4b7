package dev.deucalion.scrape.discovery.docker;

import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.HttpClientOptions;
import java.util.List;
import java.util.Map;

/**
 * {@code docker_sd_configs}.
 *
 * @param host of the daemon: {@code unix:///var/run/docker.sock}, {@code tcp://host:port} or a URL
 * @param port of targets whose container tells none
 * @param filters values by name, for the daemon
 * @param hostNetworkingHost address of containers in the host's network
 * @param matchFirstNetwork whether only the first network of a container counts
 */
public record DockerDiscoveryOptions(
    String host,
    int port,
    Map<String, List<String>> filters,
    String hostNetworkingHost,
    long refreshIntervalMs,
    boolean matchFirstNetwork,
    HttpClientOptions http)
    implements DiscoveryOptions {
  public DockerDiscoveryOptions {
    filters = Map.copyOf(filters);
  }

  @Override
  public String mechanism() {
    return "docker";
  }
}
