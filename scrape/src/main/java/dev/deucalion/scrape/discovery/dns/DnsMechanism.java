package dev.deucalion.scrape.discovery.dns;

import dev.deucalion.scrape.discovery.Discoverer;
import dev.deucalion.scrape.discovery.DiscoveryContext;
import dev.deucalion.scrape.discovery.DiscoveryMechanism;
import dev.deucalion.scrape.discovery.DiscoveryMetrics;
import dev.deucalion.scrape.discovery.RefreshingDiscoverer;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Records of the domain name system. */
public final class DnsMechanism implements DiscoveryMechanism<DnsDiscoveryOptions> {
  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  @Override
  public String name() {
    return "dns";
  }

  @Override
  public Class<DnsDiscoveryOptions> optionsType() {
    return DnsDiscoveryOptions.class;
  }

  @Override
  public void prepare(DiscoveryMetrics metrics) {
    DnsRefresh.lookups(metrics);
    DnsRefresh.failures(metrics);
  }

  @Override
  public Discoverer create(DnsDiscoveryOptions options, DiscoveryContext context) {
    DnsClient client = new DnsClient(new SecureRandom());
    DnsRefresh refresh =
        new DnsRefresh(options, () -> ResolvConf.read(RESOLV_CONF), client, context);
    return new RefreshingDiscoverer(name(), options.refreshIntervalMs(), refresh, context);
  }
}
