package dev.deucalion.server;

import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import java.io.Closeable;
import java.util.random.RandomGenerator;

/**
 * Asks a server as its clients do, who differ: with compressed answers and without, with parameters
 * in the address and in a form. What only one of them makes hot is not hot for the others. For one
 * thread.
 */
final class RehearsalClient implements Closeable {
  private static final long TIMEOUT_MS = 60_000;
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HttpCaller plain;
  private final HttpCaller compressed;
  private final RandomGenerator random;

  /**
   * @param random chooses the ways
   */
  RehearsalClient(Connector connector, RandomGenerator random) {
    this.random = random;
    plain = HttpCaller.ofPlainAnswers(connector);
    compressed = new HttpCaller(connector);
  }

  /**
   * Asks in one of the ways; returns the status of the answer, which may be long and is not kept.
   *
   * @param parameters encoded
   */
  int ask(String url, String parameters) throws FetchException {
    HttpRequest request =
        random.nextBoolean()
            ? HttpRequest.get(url + "?" + parameters)
            : HttpRequest.post(url, FORM, parameters);
    return caller().callForCode(request, TIMEOUT_MS);
  }

  /**
   * As {@link #ask}, where forms are not taken and answers are short; those that are compressed are
   * read.
   */
  int get(String url) throws FetchException {
    return caller().call(HttpRequest.get(url), TIMEOUT_MS).code();
  }

  /** Sends a request without a body. */
  int post(String url) throws FetchException {
    return plain.call(HttpRequest.post(url, "text/plain", ""), TIMEOUT_MS).code();
  }

  private HttpCaller caller() {
    return random.nextBoolean() ? plain : compressed;
  }

  @Override
  public void close() {
    plain.close();
    compressed.close();
  }
}
