package dev.deucalion.scrape.discovery.dns;

import dev.deucalion.scrape.options.DiscoveryOptions;
import java.util.List;

/**
 * {@code dns_sd_configs}.
 *
 * @param port of the targets; records of type SRV bring their own
 */
public record DnsDiscoveryOptions(
    List<String> names, RecordType type, int port, long refreshIntervalMs)
    implements DiscoveryOptions {
  public DnsDiscoveryOptions {
    names = List.copyOf(names);
  }

  @Override
  public String mechanism() {
    return "dns";
  }
}
