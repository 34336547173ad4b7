package dev.deucalion.server.config.discovery;

import dev.deucalion.scrape.discovery.docker.DockerDiscoveryOptions;
import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.config.yaml.MapReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code docker_sd_configs}. */
final class DockerReader {
  private DockerReader() {}

  static DiscoveryOptions read(DiscoveryEntry entry) {
    MapReader in = entry.in();
    HttpClientOptions http = entry.http();
    String host = entry.required("host", "host missing");
    try {
      new URI(host);
    } catch (URISyntaxException e) {
      entry.problem("parse " + MapReader.quote(host) + ": " + e.getReason());
    }
    int port = entry.port(80);
    Map<String, List<String>> filters = new LinkedHashMap<>();
    for (DiscoveryEntry.Filter filter : entry.filters()) {
      filters.computeIfAbsent(filter.name(), name -> new ArrayList<>()).addAll(filter.values());
    }
    String networkHost = in.text("host_networking_host", "localhost");
    long refreshMs = entry.refreshMs(60);
    boolean first = in.flagAlwaysPrinted("match_first_network", true);
    return new DockerDiscoveryOptions(host, port, filters, networkHost, refreshMs, first, http);
  }
}
