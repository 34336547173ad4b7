package dev.deucalion.http.netty;

import dev.deucalion.http.exchange.Handler;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of HTTP/1, or one stream of HTTP/2: collects requests, has them answered one at a
 * time in order, and watches for the client's going away meanwhile. While a second request waits,
 * nothing more is read.
 *
 * <p>Everything here runs on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write ends the channel, which is heard of
final class Connection extends ChannelInboundHandlerAdapter {
  /** Event: end when the answer at hand is out, or now when there is none. */
  static final Object DRAIN = new Object();

  /**
   * Event: what the client sends cannot be taken.
   *
   * @param status that says why
   */
  record Refusal(int status) {}

  private static final long LINGER_MS = 500;

  private final NettyOptions options;
  private final HttpDate date;
  private final RequestThreads threads;
  private final LargePages largePages;
  private final Handler handler;
  private final @Nullable HeadBytes heads;
  private final @Nullable DirectSocket direct;
  private final ArrayDeque<IncomingRequest> waiting = new ArrayDeque<>();
  private @Nullable IncomingRequest arriving;
  private @Nullable Turn current;
  private boolean inputEnded;
  private boolean draining;
  private boolean refused;
  private long deadlineNanos;
  private @Nullable ScheduledFuture<?> deadlineWatch;

  /**
   * @param heads counts the bytes of heads; null where the protocol does that itself
   * @param direct takes answers from the threads that make them; null where it cannot
   */
  Connection(
      NettyOptions options,
      HttpDate date,
      RequestThreads threads,
      LargePages largePages,
      Handler handler,
      @Nullable HeadBytes heads,
      @Nullable DirectSocket direct) {
    this.options = options;
    this.heads = heads;
    this.direct = direct;
    this.date = date;
    this.threads = threads;
    this.largePages = largePages;
    this.handler = handler;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    extendDeadline();
    watchDeadline(ctx, readTimeoutNanos());
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (refused) {
        return;
      }
      if (message instanceof HttpRequest head) {
        if (heads != null) {
          heads.headEnded();
        }
        arriving = new IncomingRequest(head, options.bodies());
        extendDeadline();
        if (!arriving.isRefused() && arriving.wantsContinue() && !isAnswering()) {
          ctx.writeAndFlush(
              new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
      }
      IncomingRequest request = arriving;
      if (request != null && message instanceof HttpContent content) {
        request.add(content);
      }
      if (request != null && (request.isRefused() || message instanceof LastHttpContent)) {
        arriving = null;
        refused = request.isRefused();
        waiting.add(request);
        if (heads != null) {
          heads.requestEnded();
        }
        serveNext(ctx);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event.equals(DRAIN)) {
      draining = true;
      if (!isAnswering()) {
        ctx.close();
      }
    } else if (event instanceof Refusal refusal) {
      refused = true;
      waiting.add(IncomingRequest.refused(refusal.status(), options.bodies()));
      serveNext(ctx);
    } else if (event instanceof ChannelInputShutdownEvent) {
      inputEnded = true;
      if (!isAnswering()) {
        ctx.close();
      } else if (waiting.isEmpty()) {
        tellClientGone();
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    waiting.forEach(IncomingRequest::release);
    waiting.clear();
    if (arriving != null) {
      arriving.release();
      arriving = null;
    }
    if (deadlineWatch != null) {
      deadlineWatch.cancel(false);
    }
    if (isAnswering()) {
      tellClientGone();
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  /** Whether an answer is being made; {@link #answered} comes when it is. */
  private boolean isAnswering() {
    Turn turn = current;
    if (turn != null && turn.hasEndedOrTells()) {
      current = null;
      long nanos = turn.endNanos() + readTimeoutNanos();
      // The next request may have moved it on before the end is noticed.
      deadlineNanos = nanos - deadlineNanos > 0 ? nanos : deadlineNanos;
    }
    return current != null;
  }

  private void tellClientGone() {
    NettyExchange exchange = current == null ? null : current.exchange();
    if (exchange != null) {
      exchange.clientGone();
    }
  }

  private void serveNext(ChannelHandlerContext ctx) {
    while (!waiting.isEmpty() && !isAnswering()) {
      IncomingRequest request = waiting.remove();
      if (request.isRefused()) {
        request.release();
        refuse(ctx, request.refusal());
        return;
      }
      serve(ctx, request);
    }
    ctx.channel().config().setAutoRead(waiting.isEmpty() && !refused);
    boolean nothingLeft = waiting.isEmpty() && (inputEnded || draining);
    if (nothingLeft && !isAnswering()) {
      flushAndClose(ctx);
    }
  }

  private void serve(ChannelHandlerContext ctx, IncomingRequest request) {
    Turn turn = new Turn();
    NettyExchange exchange =
        new NettyExchange(
            ctx.channel(),
            direct != null && direct.isIdle() ? direct : null,
            request.head(),
            request.body(),
            options.readTimeoutMs(),
            date,
            largePages,
            end -> {
              request.release();
              if (end != AnswerEnd.OUT || !turn.end(System.nanoTime())) {
                goOn(ctx, end);
              }
            });
    turn.answeredBy(exchange);
    current = turn;
    threads.execute(() -> exchange.run(handler));
  }

  private void goOn(ChannelHandlerContext ctx, AnswerEnd end) {
    try {
      ctx.executor().execute(() -> answered(ctx, end));
    } catch (RejectedExecutionException e) {
      // The server has closed, and this connection with it.
    }
  }

  private void answered(ChannelHandlerContext ctx, AnswerEnd end) {
    current = null;
    extendDeadline();
    if (ctx.channel() instanceof Http2StreamChannel) {
      // A stream has one request, and ends with its answer.
      return;
    }
    if (end == AnswerEnd.LAST) {
      flushAndClose(ctx);
    } else {
      serveNext(ctx);
    }
  }

  private static void flushAndClose(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  private static void refuse(ChannelHandlerContext ctx, int code) {
    HttpResponseStatus status = HttpResponseStatus.valueOf(code);
    byte[] text = status.toString().getBytes(StandardCharsets.US_ASCII);
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(text));
    response
        .headers()
        .set(WireHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .set(WireHeaders.CONTENT_LENGTH, text.length)
        .set(WireHeaders.CONNECTION, "close");
    ctx.writeAndFlush(response).addListener(written -> lingerAndClose(ctx));
  }

  /**
   * Reads and drops what the client still sends, for a moment: closing with bytes unread would
   * reset the connection before the client has seen the answer.
   */
  private static void lingerAndClose(ChannelHandlerContext ctx) {
    if (ctx.channel() instanceof Http2StreamChannel) {
      // The answer is whole although the request is not (RFC 9113, section 8.1).
      ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
      return;
    }
    if (ctx.channel() instanceof SocketChannel socket) {
      socket.shutdownOutput();
    }
    ctx.channel().config().setAutoRead(true);
    ctx.executor().schedule(() -> ctx.close(), LINGER_MS, TimeUnit.MILLISECONDS);
  }

  private void extendDeadline() {
    deadlineNanos = System.nanoTime() + readTimeoutNanos();
  }

  private long readTimeoutNanos() {
    return TimeUnit.MILLISECONDS.toNanos(options.readTimeoutMs());
  }

  private void watchDeadline(ChannelHandlerContext ctx, long delayNanos) {
    deadlineWatch =
        ctx.executor().schedule(() -> checkDeadline(ctx), delayNanos, TimeUnit.NANOSECONDS);
  }

  private void checkDeadline(ChannelHandlerContext ctx) {
    if (!ctx.channel().isActive()) {
      return;
    }
    boolean isAnswering = isAnswering();
    long left = deadlineNanos - System.nanoTime();
    if (isAnswering) {
      watchDeadline(ctx, readTimeoutNanos());
    } else if (left > 0) {
      watchDeadline(ctx, left);
    } else {
      ctx.close();
    }
  }
}
