package dev.deucalion.server.config.discovery;

import dev.deucalion.scrape.discovery.dns.DnsDiscoveryOptions;
import dev.deucalion.scrape.discovery.dns.RecordType;
import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code dns_sd_configs}. */
final class DnsReader {
  private DnsReader() {}

  static DiscoveryOptions read(DiscoveryEntry entry) {
    MapReader in = entry.in();
    List<String> names = in.texts("names");
    entry.require(!names.isEmpty(), "DNS-SD config must contain at least one SRV record name");
    long refreshMs = entry.refreshMs(30);
    String given = in.text("type", RecordType.SRV.name());
    int port = entry.port(0);
    String name = given.toUpperCase(Locale.ROOT);
    Optional<RecordType> type =
        Arrays.stream(RecordType.values()).filter(t -> t.name().equals(name)).findFirst();
    if (type.isEmpty()) {
      entry.problem("invalid DNS-SD records type " + given);
    } else {
      entry.require(
          type.get() == RecordType.SRV || port != 0,
          "a port is required in DNS-SD configs for all record types except SRV");
    }
    return new DnsDiscoveryOptions(names, type.orElse(RecordType.SRV), port, refreshMs);
  }
}
