package dev.deucalion.scrape.aws;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.http.HttpCaller;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one identity, or of the role that it takes over, which are asked for again before
 * they expire. Safe for many threads; one asks, the others wait.
 */
public final class AwsCredentials {
  private static final String STS_VERSION = "2011-06-15";
  private static final long TIMEOUT_MS = 60_000;

  private final AwsIdentity identity;
  private final Clock clock;
  private final HttpCaller caller;
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
    this.caller = caller;
    this.source = new KeySource(identity, environment, local);
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
      known = source.keys();
      if (!identity.roleArn().isEmpty()) {
        known = assumeRole(known, nowMs);
      }
      keys = known;
    }
    return known;
  }

  /** Asks for keys anew when they are needed next: those that are known may have been revoked. */
  public synchronized void forget() {
    keys = null;
  }

  private AwsKeys assumeRole(AwsKeys own, long nowMs) throws DiscoveryException {
    Map<String, String> params = new TreeMap<>();
    params.put("Action", "AssumeRole");
    params.put("Version", STS_VERSION);
    params.put("RoleArn", identity.roleArn());
    params.put("RoleSessionName", "deucalion");
    if (!identity.externalId().isEmpty()) {
      params.put("ExternalId", identity.externalId());
    }
    String here = region();
    String endpoint = identity.roleEndpoint();
    AwsApi api =
        new AwsApi(
            caller,
            endpoint.isEmpty() ? AwsApi.url("sts", here) : endpoint,
            new SigV4(here, "sts"),
            TIMEOUT_MS);
    XmlValue found = api.call(params, own, nowMs).at("AssumeRoleResult", "Credentials");
    return new AwsKeys(
        found.text("AccessKeyId"),
        found.text("SecretAccessKey"),
        found.text("SessionToken"),
        expiry(found.text("Expiration")));
  }

  private static long expiry(String time) {
    try {
      return Instant.parse(time).toEpochMilli();
    } catch (DateTimeParseException e) {
      return Long.MAX_VALUE;
    }
  }
}
