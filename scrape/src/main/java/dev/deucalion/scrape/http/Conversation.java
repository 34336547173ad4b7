package dev.deucalion.scrape.http;

import dev.deucalion.model.labels.GoQuote;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers over one kept connection, redirects followed. One exchange at a time; {@link
 * #close} may come from any thread and ends a running one.
 */
final class Conversation implements AutoCloseable {
  private static final int MAX_REDIRECTS = 10;
  private static final int MAX_BELIEVED_BYTES = 1 << 20;
  private static final int ANY_CODE = -1;

  private final Connector connector;
  private final RequestWriter requests;
  private final boolean takesZstd;

  /** The request that was sent last, as parsed. */
  private @Nullable HttpUrl lastUrl;

  private @Nullable Connection kept;
  private @Nullable HttpUrl keptFor;
  private int lastBodyBytes;

  /** Guarded by this, with {@link #closed}: what a call may be blocked on. */
  private @Nullable Wire open;

  private boolean closed;

  /**
   * @param headers headers of every request, such as {@code Accept}
   */
  Conversation(Connector connector, Map<String, String> headers) {
    this.connector = connector;
    Map<String, String> all = new LinkedHashMap<>();
    all.put("User-Agent", connector.resources().userAgent());
    all.putAll(headers);
    this.requests = new RequestWriter(connector.options(), all);
    this.takesZstd = headers.getOrDefault("Accept-Encoding", "").contains("zstd");
  }

  /** Takes the body of an answer while it comes. */
  interface BodyTaker<X extends Exception> {
    /**
     * Reads the body. The connection is kept when it was read to its end.
     *
     * @throws X whatever else ends the exchange
     */
    void take(ResponseHead head, ResponseBody body) throws IOException, FetchException, X;

    /** How long the body may take, within the time of the whole. */
    default long maxNanos() {
      return Long.MAX_VALUE;
    }
  }

  /**
   * Sends a request and reads the answer.
   *
   * @param body takes the answer's body, empty before
   */
  ResponseHead exchange(HttpRequest request, long timeoutMs, Body body) throws FetchException {
    return exchange(request, timeoutMs, body, ANY_CODE);
  }

  /**
   * Sends a request and reads the answer, which is refused for any other code than the one wanted.
   */
  ResponseHead exchange(HttpRequest request, long timeoutMs, Body body, int wantedCode)
      throws FetchException {
    return exchange(request, timeoutMs, wantedCode, (head, source) -> read(head, source, body));
  }

  /** Sends a request and has the body of the answer, where there is one, taken. */
  <X extends Exception> ResponseHead exchange(
      HttpRequest request, long timeoutMs, BodyTaker<X> taker) throws FetchException, X {
    return exchange(request, timeoutMs, ANY_CODE, taker);
  }

  private <X extends Exception> ResponseHead exchange(
      HttpRequest request, long timeoutMs, int wantedCode, BodyTaker<X> taker)
      throws FetchException, X {
    long deadlineNanos = System.nanoTime() + timeoutMs * 1_000_000;
    Progress progress = new Progress(request);
    try {
      ResponseHead head = follow(request, progress, deadlineNanos);
      progress.inBody = true;
      if (wantedCode != ANY_CODE && head.code() != wantedCode) {
        throw FetchException.failed("server returned HTTP status " + head.status());
      }
      boolean complete = !head.hasBody(request.method()) || take(head, taker, deadlineNanos);
      progress.keepConnection = complete && head.keepAlive();
      return head;
    } catch (SocketTimeoutException e) {
      throw failure(progress, "context deadline exceeded");
    } catch (SSLException e) {
      throw failure(progress, "tls: " + Connector.why(e));
    } catch (IOException e) {
      throw failure(progress, Connector.why(e));
    } catch (FetchException e) {
      throw e.kind() == FetchException.Kind.FAILED
          ? failure(progress, String.valueOf(e.getMessage()))
          : e;
    } finally {
      if (!progress.keepConnection) {
        drop();
      }
    }
  }

  /** Whether the connection stands behind the body's end when it was taken. */
  private <X extends Exception> boolean take(
      ResponseHead head, BodyTaker<X> taker, long deadlineNanos)
      throws IOException, FetchException, X {
    Connection connection = kept;
    if (connection == null) {
      throw new IllegalStateException("a body without a connection");
    }
    long nowNanos = System.nanoTime();
    connection.deadlineNanos(nowNanos + Math.min(deadlineNanos - nowNanos, taker.maxNanos()));
    ResponseBody body = connection.body(head);
    taker.take(head, body);
    return body.isReusable();
  }

  /** Forgets the kept connection. */
  private void drop() {
    if (kept != null) {
      kept.close();
      kept = null;
      keptFor = null;
    }
    synchronized (this) {
      open = null;
    }
  }

  private FetchException failure(Progress progress, String message) {
    synchronized (this) {
      if (closed) {
        return new FetchException(FetchException.Kind.CANCELLED, "context canceled");
      }
    }
    return FetchException.failed(
        progress.inBody
            ? message
            : progress.method + " " + GoQuote.quote(progress.url) + ": " + message);
  }

  /** Requests the URL and wherever redirects lead, up to a head that is no redirect. */
  private ResponseHead follow(HttpRequest request, Progress progress, long deadlineNanos)
      throws IOException, FetchException {
    HttpUrl first = lastUrl;
    if (first == null || !first.text().equals(request.url())) {
      first = HttpUrl.parse(request.url());
      lastUrl = first;
    }
    progress.url = first.shown();
    HttpUrl current = first;
    HttpRequest next = request;
    boolean trusted = true;
    for (int redirects = 0; ; redirects++) {
      ResponseHead head = exchange(next, current, trusted, deadlineNanos);
      if (!head.isRedirect() || !connector.options().followRedirects()) {
        return head;
      }
      drop();
      if (redirects == MAX_REDIRECTS - 1) {
        throw FetchException.failed("stopped after " + MAX_REDIRECTS + " redirects");
      }
      current = current.resolve(head.location());
      trusted &= first.trusts(current);
      next = next.redirected(head.code());
      progress.url = current.shown();
    }
  }

  private ResponseHead exchange(
      HttpRequest request, HttpUrl to, boolean trusted, long deadlineNanos)
      throws IOException, FetchException {
    ProxyServer proxy = connector.proxyOf(to);
    String target = to.requestTarget();
    String proxyHeaders = "";
    if (proxy != null && proxy.kind() == ProxyServer.Kind.HTTP && !to.https()) {
      target = "http://" + to.authority() + to.requestTarget();
      proxyHeaders = ProxyChoice.authorization(proxy.url());
    }
    String authorization = connector.authorization(to, request, trusted, deadlineNanos);
    OutgoingRequest outgoing =
        requests.write(request, to, target, trusted, authorization + proxyHeaders);
    Connection connection = connection(to, deadlineNanos);
    boolean retry = connection.used();
    try {
      return HeadOfAnswer.ask(connection, outgoing);
    } catch (Connection.EarlyEndException | SocketException e) {
      if (!retry || System.nanoTime() >= deadlineNanos) {
        throw e;
      }
    }
    // The server had given up the idle connection, which says nothing about the server.
    drop();
    return HeadOfAnswer.ask(connection(to, deadlineNanos), outgoing);
  }

  private Connection connection(HttpUrl to, long deadlineNanos) throws IOException, FetchException {
    Connection connection = kept;
    if (connection == null
        || keptFor == null
        || !keptFor.sameHost(to)
        || !connector.isCurrent(connection)) {
      drop();
      connection = connector.open(to, deadlineNanos, this::opened);
      kept = connection;
      keptFor = to;
    }
    connection.deadlineNanos(deadlineNanos);
    return connection;
  }

  private synchronized void opened(Wire wire) throws FetchException {
    if (closed) {
      throw new FetchException(FetchException.Kind.CANCELLED, "context canceled");
    }
    open = wire;
  }

  private void read(ResponseHead head, ResponseBody source, Body body)
      throws IOException, FetchException {
    body.expect(expectedBytes(head));
    try {
      readBody(head, source, body);
      lastBodyBytes = body.length();
    } catch (IOException | FetchException e) {
      // The next one that is given up would otherwise grow to there again.
      lastBodyBytes = Math.max(lastBodyBytes, body.length());
      throw e;
    }
  }

  private void readBody(ResponseHead head, ResponseBody source, Body body)
      throws IOException, FetchException {
    switch (head.coding()) {
      case IDENTITY -> readPlain(source, body);
      case GZIP -> {
        GzipDecoder decoder = connector.resources().gzipDecoders().borrow();
        try {
          decoder.decode(source, body);
        } finally {
          connector.resources().gzipDecoders().giveBack(decoder);
        }
      }
      case ZSTD -> {
        if (!takesZstd) {
          throw FetchException.failed(
              "the answer is compressed with zstd, which was not asked for");
        }
        ZstdBody.decode(source, body);
      }
    }
  }

  /** A guess; a length that a server only claims is believed within reason. */
  private long expectedBytes(ResponseHead head) {
    long claimed = head.isCompressed() ? 0 : head.contentLength();
    return Math.max(lastBodyBytes, Math.min(claimed, MAX_BELIEVED_BYTES)) + 1L;
  }

  private static void readPlain(ResponseBody source, Body body) throws IOException, FetchException {
    while (true) {
      int room = body.room();
      int count = source.read(body.bytes(), body.length(), room);
      if (count < 0) {
        return;
      }
      body.wrote(count);
    }
  }

  @Override
  public void close() {
    Wire wire;
    synchronized (this) {
      closed = true;
      wire = open;
    }
    if (wire != null) {
      wire.close();
    }
  }

  /** Where an exchange has come to, for its error. */
  private static final class Progress {
    final String method;
    String url;
    boolean inBody;
    boolean keepConnection;

    Progress(HttpRequest request) {
      this.method =
          request.method().substring(0, 1) + request.method().substring(1).toLowerCase(Locale.ROOT);
      this.url = request.url();
    }
  }
}
