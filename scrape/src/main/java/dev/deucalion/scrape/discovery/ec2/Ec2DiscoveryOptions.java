package dev.deucalion.scrape.discovery.ec2;

import dev.deucalion.scrape.options.DiscoveryOptions;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.scrape.options.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ec2_sd_configs}.
 *
 * @param endpoint URL of the API, empty for that of the region
 * @param region empty for that of the environment or of the machine
 * @param accessKey empty for what the environment, a profile or the machine say
 * @param secretKey null for none
 * @param profile a section of the credentials file, empty for the default
 * @param roleArn a role to take over, empty for none
 * @param externalId shown when the role is taken over, empty for none
 * @param port of the targets
 */
public record Ec2DiscoveryOptions(
    String endpoint,
    String region,
    String accessKey,
    @Nullable Secret secretKey,
    String profile,
    String roleArn,
    String externalId,
    int port,
    List<Filter> filters,
    long refreshIntervalMs,
    HttpClientOptions http)
    implements DiscoveryOptions {
  public Ec2DiscoveryOptions {
    filters = List.copyOf(filters);
  }

  /** Instances with one of the values. */
  public record Filter(String name, List<String> values) {
    public Filter {
      values = List.copyOf(values);
    }
  }

  @Override
  public String mechanism() {
    return "ec2";
  }
}
