package dev.deucalion.server.remote.client;

import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpRequest;

/** How a token of OAuth 2.0 is asked for. Safe for many threads. */
interface TokenGrant {
  /** Who is asked, for messages. */
  String issuer();

  /**
   * The request for a token, made anew each time: what it shows may have changed or expired.
   *
   * @throws FetchException when it cannot be made, with the reason to show
   */
  HttpRequest request() throws FetchException;

  /** Why there is no token. */
  default FetchException failed(String why) {
    return new FetchException(
        FetchException.Kind.FAILED, "failed to get a token of " + issuer() + ": " + why);
  }
}
