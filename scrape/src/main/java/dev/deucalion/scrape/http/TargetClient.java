package dev.deucalion.scrape.http;

import dev.deucalion.model.labels.GoQuote;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one target's bodies, keeping the connection from one to the next. One fetch at a time;
 * {@link #close} may come from any thread and ends a running one.
 */
public final class TargetClient implements Fetcher {
  private static final int MAX_REDIRECTS = 10;
  private static final int MAX_BELIEVED_BYTES = 1 << 20;

  private final Connector connector;
  private final String url;
  private final RequestWriter requests;

  private @Nullable HttpUrl firstUrl;
  private @Nullable Connection kept;
  private @Nullable HttpUrl keptFor;
  private int lastBodyBytes;

  /** Guarded by this, with {@link #closed}: the socket that a fetch may be blocked on. */
  private @Nullable DeadlineSocket open;

  private boolean closed;

  /**
   * @param headers headers of every request, such as {@code Accept}
   */
  public TargetClient(Connector connector, String url, Map<String, String> headers) {
    this.connector = connector;
    this.url = url;
    Map<String, String> all = new LinkedHashMap<>();
    all.put("User-Agent", connector.resources().userAgent());
    all.putAll(headers);
    this.requests = new RequestWriter(connector.options(), all);
  }

  @Override
  public String fetch(long timeoutMs, Body body) throws FetchException {
    long deadlineNanos = System.nanoTime() + timeoutMs * 1_000_000;
    Progress progress = new Progress(url);
    try {
      ResponseHead head = follow(progress, deadlineNanos);
      progress.inBody = true;
      if (head.code() != 200) {
        throw FetchException.failed("server returned HTTP status " + head.status());
      }
      progress.keepConnection = readBody(head, body) && head.keepAlive();
      lastBodyBytes = body.length();
      return head.contentType();
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
        progress.inBody ? message : "Get " + GoQuote.quote(progress.url) + ": " + message);
  }

  /** Requests the target's URL and wherever redirects lead, up to a head that is no redirect. */
  private ResponseHead follow(Progress progress, long deadlineNanos)
      throws IOException, FetchException {
    HttpUrl first = firstUrl;
    if (first == null) {
      first = HttpUrl.parse(url);
      firstUrl = first;
    }
    HttpUrl current = first;
    for (int redirects = 0; ; redirects++) {
      ResponseHead head = exchange(current, current.sameHost(first), deadlineNanos);
      if (!head.isRedirect() || !connector.options().followRedirects()) {
        return head;
      }
      drop();
      if (redirects == MAX_REDIRECTS - 1) {
        throw FetchException.failed("stopped after " + MAX_REDIRECTS + " redirects");
      }
      current = current.resolve(head.location());
      progress.url = current.text();
    }
  }

  private ResponseHead exchange(HttpUrl to, boolean trusted, long deadlineNanos)
      throws IOException, FetchException {
    HttpUrl proxy = connector.proxyOf(to);
    byte[] request =
        proxy == null || to.https()
            ? requests.write(to, to.requestTarget(), trusted, "")
            : requests.write(
                to,
                "http://" + to.authority() + to.requestTarget(),
                trusted,
                ProxyChoice.authorization(proxy));
    Connection connection = connection(to, deadlineNanos);
    boolean retry = connection.used();
    try {
      connection.send(request);
      return connection.readHead();
    } catch (Connection.EarlyEndException | SocketException e) {
      if (!retry || System.nanoTime() >= deadlineNanos) {
        throw e;
      }
    }
    // The server had given up the idle connection, which says nothing about the server.
    drop();
    Connection fresh = connection(to, deadlineNanos);
    fresh.send(request);
    return fresh.readHead();
  }

  private Connection connection(HttpUrl to, long deadlineNanos) throws IOException, FetchException {
    Connection connection = kept;
    if (connection == null || keptFor == null || !keptFor.sameHost(to)) {
      drop();
      connection = connector.open(to, deadlineNanos, this::opened);
      kept = connection;
      keptFor = to;
    }
    connection.deadlineNanos(deadlineNanos);
    return connection;
  }

  private synchronized void opened(DeadlineSocket socket) throws FetchException {
    if (closed) {
      throw new FetchException(FetchException.Kind.CANCELLED, "context canceled");
    }
    open = socket;
  }

  /** Whether the connection stands behind the body's end. */
  private boolean readBody(ResponseHead head, Body body) throws IOException, FetchException {
    Connection connection = kept;
    if (connection == null) {
      throw new IllegalStateException("a body without a connection");
    }
    TransferDecoder source = new TransferDecoder(connection, head);
    body.expect(expectedBytes(head));
    if (head.gzip()) {
      GzipDecoder decoder = connector.resources().gzipDecoders().borrow();
      try {
        decoder.decode(source, body);
      } finally {
        connector.resources().gzipDecoders().giveBack(decoder);
      }
    } else {
      readPlain(source, body);
    }
    return source.isReusable();
  }

  /** A guess; a length that a server only claims is believed within reason. */
  private long expectedBytes(ResponseHead head) {
    long claimed = head.gzip() ? 0 : head.contentLength();
    return Math.max(lastBodyBytes, Math.min(claimed, MAX_BELIEVED_BYTES)) + 1L;
  }

  private static void readPlain(TransferDecoder source, Body body)
      throws IOException, FetchException {
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
    DeadlineSocket socket;
    synchronized (this) {
      closed = true;
      socket = open;
    }
    if (socket != null) {
      Connector.closeQuietly(socket);
    }
  }

  /** Where a fetch has come to, for its error. */
  private static final class Progress {
    String url;
    boolean inBody;
    boolean keepConnection;

    Progress(String url) {
      this.url = url;
    }
  }
}
