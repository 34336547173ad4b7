package dev.deucalion.server.config.discovery;

import dev.deucalion.scrape.discovery.ec2.Ec2DiscoveryOptions;
import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.server.config.yaml.MapReader;
import java.util.List;

/** Reads {@code ec2_sd_configs}. */
final class Ec2Reader {
  private Ec2Reader() {}

  static DiscoveryOptions read(DiscoveryEntry entry) {
    MapReader in = entry.in();
    String endpoint = in.text("endpoint", "");
    String region = in.text("region", "");
    String accessKey = in.text("access_key", "");
    String secretKey = in.secret("secret_key");
    String profile = in.text("profile", "");
    String role = in.text("role_arn", "");
    String externalId = in.text("external_id", "");
    long refreshMs = entry.refreshMs(60);
    int port = entry.port(80);
    List<Ec2DiscoveryOptions.Filter> filters =
        entry.filters().stream()
            .map(filter -> new Ec2DiscoveryOptions.Filter(filter.name(), filter.values()))
            .toList();
    entry.require(
        filters.stream().noneMatch(filter -> filter.values().isEmpty()),
        "EC2 SD configuration filter values cannot be empty");
    HttpClientOptions http = entry.http();
    return new Ec2DiscoveryOptions(
        endpoint,
        region,
        accessKey,
        secretKey.isEmpty() ? null : Secret.of(secretKey),
        profile,
        role,
        externalId,
        port,
        filters,
        refreshMs,
        http);
  }
}
