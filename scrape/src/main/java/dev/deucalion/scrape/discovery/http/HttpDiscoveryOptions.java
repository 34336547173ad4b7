package dev.deucalion.scrape.discovery.http;

import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.HttpClientOptions;

/** {@code http_sd_configs}. */
public record HttpDiscoveryOptions(String url, long refreshIntervalMs, HttpClientOptions http)
    implements DiscoveryOptions {
  @Override
  public String mechanism() {
    return "http";
  }
}
