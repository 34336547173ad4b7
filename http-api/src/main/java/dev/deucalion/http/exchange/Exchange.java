package dev.deucalion.http.exchange;

import dev.deucalion.http.encode.PageSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One request and the way to answer it: any number of {@link #header}, then {@link #begin} once,
 * then the body. The caller of the handler ends the answer. Belongs to the handler's thread.
 */
public interface Exchange {
  Request request();

  /** Address of the client's end of the connection, without the port. */
  String clientIp();

  /** Puts a request in the place of the one that came, with the parts of its path named. */
  void routed(Request request);

  /** Adds a header field to the answer; one of the same name may be there already. */
  void header(String name, String value);

  /** Sets a header field of the answer, in the place of any of the same name. */
  void setHeader(String name, String value);

  /** Allows that the body is compressed where the client accepts it. */
  void allowCompression();

  /**
   * Fixes status and header.
   *
   * @param contentType null for none
   * @return where the body goes; blocks while the client does not take it
   */
  PageSink begin(int status, @Nullable String contentType);

  /** Has the task run when the client goes away; at once when it is gone. */
  void onDisconnect(Runnable task);

  /** Has the listener told when the answer has been handed to the network, or given up. */
  void onEnd(EndListener listener);

  /** Hears of the end of an answer. */
  @FunctionalInterface
  interface EndListener {
    /**
     * @param status as answered
     * @param bodyBytes size of the body before compression
     */
    void ended(int status, long bodyBytes);
  }

  /** Answers with a text. */
  default void text(int status, String text) throws IOException {
    begin(status, "text/plain; charset=utf-8").write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with a text that says what is wrong. */
  default void error(int status, String text) throws IOException {
    setHeader("X-Content-Type-Options", "nosniff");
    text(status, text + "\n");
  }
}
