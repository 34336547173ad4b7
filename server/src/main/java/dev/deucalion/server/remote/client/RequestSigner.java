package dev.deucalion.server.remote.client;

import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpRequest;

/** Says in a request who sends it. Safe for many threads. */
@FunctionalInterface
public interface RequestSigner {
  /** Adds nothing. */
  RequestSigner NONE = (request, timeoutMs) -> request;

  /**
   * The request with what says it.
   *
   * @param timeoutMs how long it may take to get keys or a token
   * @throws FetchException when they cannot be had, with the reason to show
   */
  HttpRequest sign(HttpRequest request, long timeoutMs) throws FetchException;
}
