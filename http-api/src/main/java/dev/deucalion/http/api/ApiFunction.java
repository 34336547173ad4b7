package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;

/** What an endpoint does. */
@FunctionalInterface
public interface ApiFunction {
  /**
   * Finds the answer; writes nothing.
   *
   * @throws ApiException when the answer is an error
   */
  ApiResult call(Exchange exchange);
}
