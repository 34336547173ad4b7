package dev.deucalion.scrape.aws;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.options.HttpClientOptions;
import java.util.Map;

/** Signs requests of one identity to one of Amazon's services. Safe for many threads. */
public final class AwsSigner {
  private static final String FIPS_SERVICE = "sts-fips";

  private final String service;
  private final AwsCredentials credentials;
  private final Clock clock;

  /**
   * A signer that has no keys yet.
   *
   * @param environment variables that may say what the identity does not
   */
  public AwsSigner(
      AwsIdentity identity,
      String service,
      HttpResources resources,
      Map<String, String> environment,
      Clock clock) {
    this.service = service;
    this.clock = clock;
    this.credentials =
        new AwsCredentials(
            identity,
            environment,
            clock,
            new HttpCaller(resources, HttpClientOptions.DEFAULTS),
            new HttpCaller(resources, HttpClientOptions.DEFAULTS));
  }

  /** The URL of a region's validated endpoint for roles, empty where the region is not known. */
  public static String validatedRoleEndpoint(String region) {
    return region.isEmpty() ? "" : AwsApi.url(FIPS_SERVICE, region);
  }

  /**
   * The request with its signature.
   *
   * @throws FetchException when there are no keys, with the reason to show
   */
  public HttpRequest sign(HttpRequest request) throws FetchException {
    try {
      return new SigV4(credentials.region(), service)
          .signed(request, credentials.keys(), clock.nowMs());
    } catch (DiscoveryException e) {
      throw new FetchException(
          FetchException.Kind.FAILED, "failed to sign request: " + e.getMessage());
    }
  }
}
