package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.HttpClientOptions;
import java.util.Map;

/**
 * Sends requests of any kind and returns whole answers, with the credentials, proxies and TLS of
 * its options. It keeps its connection from one request to the next of the same server. One call at
 * a time; {@link #close} may come from any thread and ends a running one.
 */
public final class HttpCaller implements AutoCloseable {
  private final Connector connector;
  private final Conversation conversation;

  public HttpCaller(HttpResources resources, HttpClientOptions options) {
    this(new Connector(resources, options));
  }

  /** A caller that shares tokens and certificates with others. */
  public HttpCaller(Connector connector) {
    this(connector, Map.of("Accept-Encoding", "gzip"));
  }

  private HttpCaller(Connector connector, Map<String, String> headers) {
    this.connector = connector;
    this.conversation = new Conversation(connector, headers);
  }

  /** A caller that does not ask for compressed answers. */
  public static HttpCaller ofPlainAnswers(Connector connector) {
    return new HttpCaller(connector, Map.of());
  }

  /**
   * Sends a request and waits for the answer, following redirects where the options allow it.
   *
   * @param timeoutMs for the whole
   * @throws FetchException when there is no whole answer, with the reason to show; a code of an
   *     error is an answer
   */
  public HttpResponse call(HttpRequest request, long timeoutMs) throws FetchException {
    try (Body body = connector.resources().newBody(0)) {
      ResponseHead head = conversation.exchange(request, timeoutMs, body);
      return new HttpResponse(
          head.code(), head.status(), head.contentType(), head.lines(), body.toByteArray());
    }
  }

  @Override
  public void close() {
    conversation.close();
  }
}
