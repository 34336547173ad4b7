package dev.deucalion.server.remote.client;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.aws.AwsApi;
import dev.deucalion.scrape.aws.AwsCredentials;
import dev.deucalion.scrape.aws.AwsIdentity;
import dev.deucalion.scrape.aws.SigV4;
import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.remote.options.CloudAuth;
import java.util.Map;

/** Signs requests as Amazon's services want it. */
final class SigV4Signer implements RequestSigner {
  /** Amazon's service for metrics. */
  private static final String DEFAULT_SERVICE = "aps";

  private static final String FIPS_SERVICE = "sts-fips";

  private final CloudAuth.SigV4 options;
  private final AwsCredentials credentials;
  private final Clock clock;

  /**
   * A signer that has no keys yet.
   *
   * @param environment variables that may say what the options do not
   */
  SigV4Signer(
      CloudAuth.SigV4 options,
      HttpResources resources,
      Map<String, String> environment,
      Clock clock) {
    this.options = options;
    this.clock = clock;
    this.credentials =
        new AwsCredentials(
            new AwsIdentity(
                options.region(),
                options.accessKey(),
                options.accessKey().isEmpty() ? null : options.secretKey(),
                options.profile(),
                options.role().arn(),
                options.role().externalId(),
                roleEndpoint(options, environment)),
            environment,
            clock,
            new HttpCaller(resources, HttpClientOptions.DEFAULTS),
            new HttpCaller(resources, HttpClientOptions.DEFAULTS));
  }

  private static String roleEndpoint(CloudAuth.SigV4 options, Map<String, String> environment) {
    return options.role().fipsEndpoint() && !options.region().isEmpty()
        ? AwsApi.url(FIPS_SERVICE, options.region())
        : environment.getOrDefault("AWS_ENDPOINT_URL_STS", "");
  }

  @Override
  public HttpRequest sign(HttpRequest request, long timeoutMs) throws FetchException {
    try {
      String service = options.service().isEmpty() ? DEFAULT_SERVICE : options.service();
      return new SigV4(credentials.region(), service)
          .signed(request, credentials.keys(), clock.nowMs());
    } catch (DiscoveryException e) {
      throw new FetchException(
          FetchException.Kind.FAILED, "failed to sign request: " + e.getMessage());
    }
  }
}
