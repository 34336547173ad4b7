package dev.deucalion.scrape.http;

import java.util.Map;

/**
 * Fetches one target's bodies, keeping the connection from one to the next. One fetch at a time;
 * {@link #close} may come from any thread and ends a running one.
 */
public final class TargetClient implements Fetcher {
  private static final int OK = 200;

  private final HttpRequest request;
  private final Conversation conversation;

  /**
   * @param headers headers of every request, such as {@code Accept}
   */
  public TargetClient(Connector connector, String url, Map<String, String> headers) {
    this.request = HttpRequest.get(url);
    this.conversation = new Conversation(connector, headers);
  }

  @Override
  public String fetch(long timeoutMs, Body body) throws FetchException {
    return conversation.exchange(request, timeoutMs, body, OK).contentType();
  }

  @Override
  public void close() {
    conversation.close();
  }
}
