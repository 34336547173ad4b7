package dev.deucalion.scrape.http;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends one request over a connection and reads the head of its answer. */
final class HeadOfAnswer {
  private static final int REQUEST_TIMEOUT = 408;

  /** Smaller requests fit into the buffers of a socket, so that sending them does not block. */
  private static final int MAX_UNWATCHED_BYTES = 1 << 14;

  private HeadOfAnswer() {}

  /**
   * Asks. What comes over a connection that was idle may be the server's farewell to it, and no
   * answer.
   *
   * @param deadlineNanos of the connection, too
   * @throws Connection.EarlyEndException when the server did not look at the request
   */
  static ResponseHead ask(Connection connection, OutgoingRequest request, long deadlineNanos)
      throws IOException, FetchException {
    boolean wasIdle = connection.used();
    try {
      send(connection, request, deadlineNanos);
    } catch (SocketException e) {
      ResponseHead answer = wasIdle ? null : early(connection);
      if (answer == null) {
        throw e;
      }
      return answer;
    }
    ResponseHead head = connection.readHead();
    if (wasIdle && head.code() == REQUEST_TIMEOUT) {
      throw new Connection.EarlyEndException(head.status());
    }
    return head;
  }

  /** What a server said that refused a request, and ended the connection, before it had it all. */
  private static @Nullable ResponseHead early(Connection connection) {
    try {
      return connection.readHead();
    } catch (IOException | FetchException e) {
      return null;
    }
  }

  private static void send(Connection connection, OutgoingRequest request, long deadlineNanos)
      throws IOException, FetchException {
    if (request.body().length <= MAX_UNWATCHED_BYTES) {
      connection.send(request);
      return;
    }
    try (SendWatch _ = SendWatch.over(connection, deadlineNanos)) {
      connection.send(request);
    } catch (IOException e) {
      if (System.nanoTime() >= deadlineNanos) {
        throw new SocketTimeoutException("deadline");
      }
      throw e;
    }
  }
}
