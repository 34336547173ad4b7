package dev.deucalion.scrape.aws;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.http.HttpCaller;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one identity, or of the role that it takes over, which are asked for again before
 * they expire. Safe for many threads; one asks, the others wait.
 */
public final class AwsCredentials {
  private final AwsIdentity identity;
  private final Clock clock;
  private final RoleKeys roles;
  private final KeySource source;
  private @Nullable String region;
  private @Nullable AwsKeys keys;

  /**
   * Credentials that nothing was asked of yet.
   *
   * @param environment variables that may say what the identity does not
   * @param caller asks for the role; nobody else uses it
   * @param local asks the machine; nobody else uses it
   */
  public AwsCredentials(
      AwsIdentity identity,
      Map<String, String> environment,
      Clock clock,
      HttpCaller caller,
      HttpCaller local) {
    this.identity = identity;
    this.clock = clock;
    this.roles = new RoleKeys(caller, roleEndpoint(identity, environment));
    this.source = new KeySource(identity, environment, new MachineKeys(environment, local), roles);
  }

  private static String roleEndpoint(AwsIdentity identity, Map<String, String> environment) {
    return identity.roleEndpoint().isEmpty()
        ? environment.getOrDefault("AWS_ENDPOINT_URL_STS", "")
        : identity.roleEndpoint();
  }

  /**
   * The region of the identity.
   *
   * @throws DiscoveryException when nobody says it
   */
  public synchronized String region() throws DiscoveryException {
    String known = region;
    if (known == null) {
      known = source.region();
      region = known;
    }
    return known;
  }

  /**
   * Keys that are good now.
   *
   * @throws DiscoveryException when there are none
   */
  public synchronized AwsKeys keys() throws DiscoveryException {
    long nowMs = clock.nowMs();
    AwsKeys known = keys;
    if (known == null || !KeySource.isFresh(known, nowMs)) {
      known = source.keys(nowMs);
      if (!identity.roleArn().isEmpty()) {
        AwsRole role = new AwsRole(identity.roleArn(), "", identity.externalId());
        known = roles.assume(role, known, region(), nowMs);
      }
      keys = known;
    }
    return known;
  }

  /** Asks for keys anew when they are needed next: those that are known may have been revoked. */
  public synchronized void forget() {
    keys = null;
  }
}
