package dev.deucalion.http.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches over one connection of HTTP/2: ends it when it has had no stream for too long, when the
 * client has gone, and when the server stops; streams that are open may end first then.
 *
 * <p>Everything here runs on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end
final class Http2Session extends ChannelInboundHandlerAdapter {
  /** How long a client may take to close a connection itself, when it has the last answer. */
  private static final long LINGER_MS = 500;

  private final long idleTimeoutNanos;
  private int openStreams;
  private long idleSinceNanos;
  private @Nullable ScheduledFuture<?> watch;
  private @Nullable ChannelHandlerContext draining;

  Http2Session(long idleTimeoutMs) {
    this.idleTimeoutNanos = TimeUnit.MILLISECONDS.toNanos(idleTimeoutMs);
    this.idleSinceNanos = System.nanoTime();
  }

  /** Counts a stream until it is closed. */
  void opened(Channel stream) {
    openStreams++;
    stream
        .closeFuture()
        .addListener(closed -> {
          openStreams--;
          idleSinceNanos = System.nanoTime();
          endWhenDrained();
        });
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    watchIdle(ctx, idleTimeoutNanos);
  }

  private void watchIdle(ChannelHandlerContext ctx, long delayNanos) {
    watch = ctx.executor().schedule(() -> checkIdle(ctx), delayNanos, TimeUnit.NANOSECONDS);
  }

  private void checkIdle(ChannelHandlerContext ctx) {
    long left = idleTimeoutNanos - (System.nanoTime() - idleSinceNanos);
    if (openStreams > 0) {
      watchIdle(ctx, idleTimeoutNanos);
    } else if (left > 0) {
      watchIdle(ctx, left);
    } else {
      ctx.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    ReferenceCountUtil.release(frame);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event.equals(Connection.DRAIN)) {
      draining = ctx;
      ctx.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR));
      endWhenDrained();
    } else if (event instanceof ChannelInputShutdownEvent) {
      // Closed from the front of the pipeline, so that nothing waits for open streams.
      ctx.pipeline().firstContext().close();
    }
  }

  /** Closing at once could take the last answer away from a client that has not read it yet. */
  private void endWhenDrained() {
    ChannelHandlerContext ctx = draining;
    if (ctx != null && openStreams == 0) {
      ctx.executor().schedule(() -> ctx.close(), LINGER_MS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (watch != null) {
      watch.cancel(false);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
