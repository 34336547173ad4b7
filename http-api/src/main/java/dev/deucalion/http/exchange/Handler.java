package dev.deucalion.http.exchange;

import java.io.IOException;

/** Answers requests. Called by many threads at a time. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers one request. Returning without {@link Exchange#begin} answers 200 without a body.
   *
   * @throws IOException when the client does not take the answer
   */
  void handle(Exchange exchange) throws IOException;
}
