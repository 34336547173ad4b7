package dev.deucalion.server;

import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import java.io.Closeable;
import java.util.List;

/**
 * Asks a server as its clients do, who differ: with compressed answers and without, with parameters
 * in the address and in a form. What only one of them makes hot is not hot for the others. For one
 * thread.
 */
final class RehearsalClient implements Closeable {
  private static final long TIMEOUT_MS = 60_000;
  private static final String FORM = "application/x-www-form-urlencoded";

  /** Prime, so that requests that come again and again in the same order come in all ways. */
  private static final List<Way> TURNS =
      List.of(
          new Way(Coding.PLAIN, Place.ADDRESS),
          new Way(Coding.COMPRESSED, Place.ADDRESS),
          new Way(Coding.PLAIN, Place.FORM),
          new Way(Coding.COMPRESSED, Place.FORM),
          new Way(Coding.PLAIN, Place.ADDRESS),
          new Way(Coding.COMPRESSED, Place.FORM),
          new Way(Coding.COMPRESSED, Place.ADDRESS));

  private final HttpCaller plain;
  private final HttpCaller compressed;
  private int turn;

  /** How the answer comes. */
  private enum Coding {
    PLAIN,
    COMPRESSED
  }

  /** Where the parameters are. */
  private enum Place {
    ADDRESS,
    FORM
  }

  private record Way(Coding coding, Place place) {}

  RehearsalClient(Connector connector) {
    plain = HttpCaller.ofPlainAnswers(connector);
    compressed = new HttpCaller(connector);
  }

  /**
   * Asks in the way whose turn it is; returns the status of the answer.
   *
   * @param parameters encoded
   */
  int ask(String url, String parameters) throws FetchException {
    Way way = nextWay();
    HttpRequest request =
        switch (way.place()) {
          case ADDRESS -> HttpRequest.get(url + "?" + parameters);
          case FORM -> HttpRequest.post(url, FORM, parameters);
        };
    return caller(way.coding()).call(request, TIMEOUT_MS).code();
  }

  /** As {@link #ask}, where forms are not taken. */
  int get(String url) throws FetchException {
    return caller(nextWay().coding()).call(HttpRequest.get(url), TIMEOUT_MS).code();
  }

  /** Sends a request without a body. */
  int post(String url) throws FetchException {
    return plain.call(HttpRequest.post(url, "text/plain", ""), TIMEOUT_MS).code();
  }

  private Way nextWay() {
    turn = (turn + 1) % TURNS.size();
    return TURNS.get(turn);
  }

  private HttpCaller caller(Coding coding) {
    return switch (coding) {
      case PLAIN -> plain;
      case COMPRESSED -> compressed;
    };
  }

  @Override
  public void close() {
    plain.close();
    compressed.close();
  }
}
