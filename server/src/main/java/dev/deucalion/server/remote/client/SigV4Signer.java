package dev.deucalion.server.remote.client;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.aws.AwsSigner;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.server.remote.options.CloudAuth;
import java.util.Map;

/** Signs requests as Amazon's services want it. */
final class SigV4Signer implements RequestSigner {
  private final AwsSigner signer;

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
    signer =
        new AwsSigner(
            options.identity(), options.serviceOrDefault(), resources, environment, clock);
  }

  @Override
  public HttpRequest sign(HttpRequest request, long timeoutMs) throws FetchException {
    return signer.sign(request);
  }
}
