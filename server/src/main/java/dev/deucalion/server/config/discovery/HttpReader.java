package dev.deucalion.server.config.discovery;

import dev.deucalion.scrape.discovery.http.HttpDiscoveryOptions;
import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.HttpClientOptions;

/** Reads {@code http_sd_configs}. */
final class HttpReader {
  private HttpReader() {}

  static DiscoveryOptions read(DiscoveryEntry entry) {
    HttpClientOptions http = entry.http();
    long refreshMs = entry.refreshMs(60);
    return new HttpDiscoveryOptions(entry.webUrl(), refreshMs, http);
  }
}
