package dev.deucalion.scrape.http;

import java.io.IOException;

/**
 * One connection to a server, used for one request after the other: {@link #send}, {@link
 * #readHead}, then the body up to its end where there is one.
 */
sealed interface Connection extends AutoCloseable permits Http1Connection, Http2Connection {
  /** What certificates it was made with. */
  Object identity();

  /** Whether an answer came over it before. */
  boolean used();

  /**
   * Sets the moment at which blocked calls end.
   *
   * @param nanos of {@link System#nanoTime}
   */
  void deadlineNanos(long nanos);

  /**
   * Sends a request.
   *
   * @throws EarlyEndException when the server takes no more requests on this connection
   */
  void send(OutgoingRequest request) throws IOException, FetchException;

  /**
   * Reads the head of the answer, past interim ones.
   *
   * @throws EarlyEndException when the server ended the connection without looking at the request
   */
  ResponseHead readHead() throws IOException, FetchException;

  /** The body of the answer whose head was read. */
  ResponseBody body(ResponseHead head);

  /** Ends blocked calls of another thread too. */
  @Override
  void close();

  /** A connection ended where a response should have begun. */
  final class EarlyEndException extends IOException {
    EarlyEndException(String message) {
      super(message);
    }
  }
}
