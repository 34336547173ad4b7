package dev.deucalion.http.api;

import dev.deucalion.http.exchange.Exchange;

/** What an agent says to those who ask for what is stored, or for what comes of it. */
public final class AgentRefusal implements ApiFunction {
  @Override
  public ApiResult call(Exchange exchange) {
    throw new ApiException(ErrorType.EXECUTION, "unavailable with Prometheus Agent");
  }
}
