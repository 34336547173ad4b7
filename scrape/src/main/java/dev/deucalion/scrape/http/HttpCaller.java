package dev.deucalion.scrape.http;

import dev.deucalion.scrape.options.HttpClientOptions;
import java.io.IOException;
import java.util.Map;

/**
 * Sends requests of any kind and returns whole answers, with the credentials, proxies and TLS of
 * its options. It keeps its connection from one request to the next of the same server. One call at
 * a time; {@link #close} may come from any thread and ends a running one.
 */
public final class HttpCaller implements AutoCloseable {
  private static final byte[] NO_BODY = {};

  /** Of a body that nobody wants, so many bytes are read at a time. */
  private static final int PASSED_BYTES = 1 << 13;

  private final Connector connector;
  private final Conversation conversation;

  public HttpCaller(HttpResources resources, HttpClientOptions options) {
    this(new Connector(resources, options));
  }

  /** Reads an answer while it comes. */
  @FunctionalInterface
  public interface AnswerReader<X extends Exception> {
    /**
     * Reads the body as far as it wants.
     *
     * @param answer without its body
     * @throws X whatever ends the call
     */
    void read(HttpResponse answer, ByteSource body) throws IOException, FetchException, X;
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
      return response(head, body.toByteArray());
    }
  }

  /**
   * Sends a request and waits for the head of the answer, which counts whatever becomes of its
   * body: of that, only the beginning is returned, as far as it came soon.
   *
   * @param timeoutMs for the whole
   * @throws FetchException when there is no head, with the reason to show
   */
  public HttpResponse callForStatus(HttpRequest request, long timeoutMs) throws FetchException {
    BodyBeginning beginning = new BodyBeginning();
    ResponseHead head = conversation.exchange(request, timeoutMs, beginning);
    return response(head, beginning.toByteArray());
  }

  /**
   * Sends a request and waits for the whole answer, of which only the code is wanted.
   *
   * @param timeoutMs for the whole
   * @throws FetchException when there is no whole answer, with the reason to show
   */
  public int callForCode(HttpRequest request, long timeoutMs) throws FetchException {
    Conversation.BodyTaker<RuntimeException> taker =
        (head, body) -> {
          byte[] passed = new byte[PASSED_BYTES];
          int count = 0;
          while (count >= 0) {
            count = body.read(passed, 0, passed.length);
          }
        };
    return conversation.exchange(request, timeoutMs, taker).code();
  }

  /**
   * Sends a request and has the answer read while it comes, whatever its code.
   *
   * @param timeoutMs for the whole, until all is read
   * @throws FetchException when there is no answer with a body, with the reason to show
   */
  public <X extends Exception> void stream(
      HttpRequest request, long timeoutMs, AnswerReader<X> reader) throws FetchException, X {
    Conversation.BodyTaker<X> taker =
        (head, body) -> {
          if (head.isCompressed()) {
            throw FetchException.failed("the answer is compressed, which was not asked for");
          }
          reader.read(response(head, NO_BODY), body);
        };
    ResponseHead head = conversation.exchange(request, timeoutMs, taker);
    if (!head.hasBody(request.method())) {
      throw FetchException.failed(
          "server returned HTTP status " + head.status() + ", which has no body");
    }
  }

  private static HttpResponse response(ResponseHead head, byte[] body) {
    return new HttpResponse(head.code(), head.status(), head.contentType(), head.lines(), body);
  }

  @Override
  public void close() {
    conversation.close();
  }
}
