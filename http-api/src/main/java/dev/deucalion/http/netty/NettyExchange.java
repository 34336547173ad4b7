package dev.deucalion.http.netty;

import dev.deucalion.http.encode.PageSink;
import dev.deucalion.http.exchange.BadEscapeException;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import dev.deucalion.http.exchange.Request;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on its thread. Only {@link #clientGone} is called from elsewhere. */
final class NettyExchange implements Exchange {
  private static final Logger log = LoggerFactory.getLogger(NettyExchange.class);
  private static final HttpResponseStatus CLIENT_CLOSED =
      new HttpResponseStatus(499, "status code 499");

  private final Channel channel;
  private final @Nullable DirectSocket direct;
  private final HttpRequest head;
  private final byte[] body;
  private final long stallTimeoutMs;
  private final HttpDate date;
  private final LargePages largePages;
  private final Consumer<AnswerEnd> whenAnswered;
  private final HttpHeaders answerHeaders = DefaultHttpHeadersFactory.headersFactory().newHeaders();
  private final List<EndListener> endListeners = new ArrayList<>();
  private final List<Runnable> disconnectTasks = new ArrayList<>();
  private boolean disconnected;
  private @Nullable Request request;
  private boolean compressible;
  private boolean keepAlive;
  private HttpResponseStatus status = HttpResponseStatus.OK;
  private @Nullable WirePages wire;
  private @Nullable BodyPages bodyPages;

  /**
   * @param direct the channel where it takes the answer from this thread, otherwise null
   * @param whenAnswered told last
   */
  NettyExchange(
      Channel channel,
      @Nullable DirectSocket direct,
      HttpRequest head,
      byte[] body,
      long stallTimeoutMs,
      HttpDate date,
      LargePages largePages,
      Consumer<AnswerEnd> whenAnswered) {
    this.channel = channel;
    this.direct = direct;
    this.head = head;
    this.body = body;
    this.stallTimeoutMs = stallTimeoutMs;
    this.date = date;
    this.largePages = largePages;
    this.whenAnswered = whenAnswered;
    this.keepAlive = HttpUtil.isKeepAlive(head);
  }

  /** Answers the request, whatever the handler does. */
  void run(Handler handler) {
    try {
      answer(handler);
    } catch (IOException e) {
      log.debug("client did not take the answer to {}: {}", head.uri(), e.toString());
      giveUp();
    } catch (RuntimeException | Error e) {
      log.error("cannot answer {}", head.uri(), e);
      answerFailure();
    } finally {
      long bytes = bodyPages == null ? 0 : bodyPages.bodyBytes();
      endListeners.forEach(listener -> listener.ended(status.code(), bytes));
      whenAnswered.accept(answerEnd());
    }
  }

  private AnswerEnd answerEnd() {
    if (!keepAlive) {
      return AnswerEnd.LAST;
    }
    return wire != null && wire.isOut() ? AnswerEnd.OUT : AnswerEnd.HANDED_ON;
  }

  /** Tells that the client has closed its side. From any thread. */
  void clientGone() {
    List<Runnable> tasks;
    synchronized (disconnectTasks) {
      disconnected = true;
      tasks = List.copyOf(disconnectTasks);
      disconnectTasks.clear();
    }
    tasks.forEach(Runnable::run);
  }

  @Override
  public Request request() {
    if (request == null) {
      throw new IllegalStateException("no request yet");
    }
    return request;
  }

  @Override
  public String clientIp() {
    return channel.remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : "";
  }

  @Override
  public void routed(Request request) {
    this.request = request;
  }

  @Override
  public void header(String name, String value) {
    answerHeaders.add(name, value);
  }

  @Override
  public void setHeader(String name, String value) {
    answerHeaders.set(name, value);
  }

  @Override
  public void allowCompression() {
    compressible = true;
  }

  @Override
  public PageSink begin(int code, @Nullable String contentType) {
    if (bodyPages != null) {
      throw new IllegalStateException("answer begun twice");
    }
    status = code == CLIENT_CLOSED.code() ? CLIENT_CLOSED : HttpResponseStatus.valueOf(code);
    if (contentType != null) {
      answerHeaders.set(WireHeaders.CONTENT_TYPE, contentType);
    }
    boolean oldClient = head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0;
    answerHeaders.set(WireHeaders.DATE, date.now());
    if (!keepAlive) {
      answerHeaders.set(WireHeaders.CONNECTION, "close");
    } else if (oldClient) {
      answerHeaders.set(WireHeaders.CONNECTION, "keep-alive");
    }
    ContentCoding coding =
        compressible
            ? ContentCoding.chosenFrom(head.headers().get(HttpHeaderNames.ACCEPT_ENCODING))
            : ContentCoding.IDENTITY;
    WireFraming framing =
        head.method().equals(HttpMethod.HEAD)
            ? WireFraming.HEAD_ONLY
            : oldClient ? WireFraming.UNTIL_CLOSE : WireFraming.CHUNKED;
    wire =
        new WirePages(channel, direct, status, answerHeaders, framing, stallTimeoutMs, largePages);
    boolean hasBody = !status.equals(HttpResponseStatus.NO_CONTENT);
    bodyPages = new BodyPages(wire, coding, hasBody ? WirePages.PAGE_BYTES : PageSink.MAX_RESERVE);
    return bodyPages;
  }

  @Override
  public void onDisconnect(Runnable task) {
    synchronized (disconnectTasks) {
      if (!disconnected) {
        disconnectTasks.add(task);
        return;
      }
    }
    task.run();
  }

  @Override
  public void onEnd(EndListener listener) {
    endListeners.add(listener);
  }

  private void answer(Handler handler) throws IOException {
    try {
      request = RequestReader.read(head, body);
    } catch (BadEscapeException e) {
      log.debug("bad request: {}", e.getMessage());
      keepAlive = false;
      text(400, "400 Bad Request");
      end();
      return;
    }
    handler.handle(this);
    end();
  }

  private void end() throws IOException {
    if (bodyPages == null) {
      begin(200, null);
    }
    if (wire != null && bodyPages != null) {
      bodyPages.finish();
      keepAlive = keepAlive && !wire.isUnsized();
    }
  }

  private void answerFailure() {
    if (wire != null && wire.isHeadSent()) {
      giveUp();
      return;
    }
    try {
      answerHeaders.clear();
      bodyPages = null;
      error(500, "Internal Server Error");
      end();
    } catch (IOException | OutOfMemoryError e) {
      giveUp();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end
  private void giveUp() {
    if (bodyPages != null) {
      bodyPages.abandon();
    }
    if (wire != null) {
      wire.abandon();
    }
    keepAlive = false;
    channel.close();
  }
}
