package dev.deucalion.scrape.http;

import java.io.IOException;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** Sends one request over a connection and reads the head of its answer. */
final class HeadOfAnswer {
  private static final int REQUEST_TIMEOUT = 408;

  private HeadOfAnswer() {}

  /**
   * Asks. What comes over a connection that was idle may be the server's farewell to it, and no
   * answer.
   *
   * @throws Connection.EarlyEndException when the server did not look at the request
   */
  static ResponseHead ask(Connection connection, OutgoingRequest request)
      throws IOException, FetchException {
    boolean wasIdle = connection.used();
    try {
      connection.send(request);
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
}
