package dev.deucalion.scrape.aws;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.http.HttpCaller;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;

/** Asks Amazon's token service (STS) for the keys of roles. One thread. */
final class RoleKeys {
  private static final String VERSION = "2011-06-15";
  private static final long TIMEOUT_MS = 60_000;

  private final HttpCaller caller;
  private final String endpoint;

  /**
   * A client of the service.
   *
   * @param endpoint its URL, empty for that of the region
   */
  RoleKeys(HttpCaller caller, String endpoint) {
    this.caller = caller;
    this.endpoint = endpoint;
  }

  /**
   * Keys of a role.
   *
   * @param own keys of who takes it over
   */
  AwsKeys assume(AwsRole role, AwsKeys own, String region, long nowMs) throws DiscoveryException {
    Map<String, String> params = params("AssumeRole", role);
    if (!role.externalId().isEmpty()) {
      params.put("ExternalId", role.externalId());
    }
    return keys(api(region).call(params, own, nowMs).at("AssumeRoleResult", "Credentials"));
  }

  /**
   * Keys of a role that another service's token stands for, such as that of a Kubernetes service
   * account.
   */
  AwsKeys assumeByToken(AwsRole role, String token, String region) throws DiscoveryException {
    Map<String, String> params = params("AssumeRoleWithWebIdentity", role);
    params.put("WebIdentityToken", token);
    return keys(
        api(region).callUnsigned(params).at("AssumeRoleWithWebIdentityResult", "Credentials"));
  }

  private static Map<String, String> params(String action, AwsRole role) {
    Map<String, String> params = new TreeMap<>();
    params.put("Action", action);
    params.put("Version", VERSION);
    params.put("RoleArn", role.arn());
    params.put("RoleSessionName", role.sessionOrOurs());
    return params;
  }

  private AwsApi api(String region) {
    return new AwsApi(
        caller,
        endpoint.isEmpty() ? AwsApi.url("sts", region) : endpoint,
        new SigV4(region, "sts"),
        TIMEOUT_MS);
  }

  private static AwsKeys keys(XmlValue found) {
    return new AwsKeys(
        found.text("AccessKeyId"),
        found.text("SecretAccessKey"),
        found.text("SessionToken"),
        expiryMs(found.text("Expiration")));
  }

  /** The moment of a text, {@link Long#MAX_VALUE} where it is none. */
  static long expiryMs(String time) {
    try {
      return Instant.parse(time).toEpochMilli();
    } catch (DateTimeParseException e) {
      return Long.MAX_VALUE;
    }
  }
}
