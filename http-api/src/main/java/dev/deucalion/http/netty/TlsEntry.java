package dev.deucalion.http.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beginning of a connection that is to speak TLS. When the client has said something, and it is
 * TLS, an engine is made on another thread, since that reads files, and this handler gives way to
 * it. Who speaks HTTP in the clear is told so.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write ends the channel
final class TlsEntry extends ByteToMessageDecoder {
  private static final Logger log = LoggerFactory.getLogger(TlsEntry.class);

  /** Enough to tell TLS from HTTP. */
  private static final int FIRST_BYTES = 5;

  private static final byte[] WRONG_PROTOCOL =
      ("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n")
          .getBytes(StandardCharsets.US_ASCII);

  private final TlsEngines engines;
  private final Executor work;
  private final long timeoutMs;
  private final HttpPipelines pipelines;
  private boolean waiting;
  private @Nullable ScheduledFuture<?> deadline;

  /**
   * @param work makes engines and does what takes long in a handshake
   * @param timeoutMs how long the client may take to begin, and then for the handshake
   */
  TlsEntry(TlsEngines engines, Executor work, long timeoutMs, HttpPipelines pipelines) {
    this.engines = engines;
    this.work = work;
    this.timeoutMs = timeoutMs;
    this.pipelines = pipelines;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    deadline = ctx.executor().schedule(() -> ctx.close(), timeoutMs, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (waiting || in.readableBytes() < FIRST_BYTES) {
      return;
    }
    if (isHttp(in)) {
      in.skipBytes(in.readableBytes());
      ctx.writeAndFlush(Unpooled.wrappedBuffer(WRONG_PROTOCOL))
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    waiting = true;
    ctx.channel().config().setAutoRead(false);
    work.execute(() -> makeEngine(ctx));
  }

  private void makeEngine(ChannelHandlerContext ctx) {
    SSLEngine engine;
    try {
      engine = engines.newEngine();
    } catch (Exception e) {
      log.atError().addKeyValue("err", e.getMessage()).log("TLS is not possible");
      ctx.close();
      return;
    }
    ctx.executor().execute(() -> giveWay(ctx, engine));
  }

  private void giveWay(ChannelHandlerContext ctx, SSLEngine engine) {
    if (ctx.isRemoved() || !ctx.channel().isActive()) {
      return;
    }
    SslHandler tls = new SslHandler(engine, work);
    tls.setHandshakeTimeoutMillis(timeoutMs);
    ctx.pipeline().addLast(tls, new TlsNegotiation(engine, pipelines));
    ctx.pipeline().remove(this);
    ctx.channel().config().setAutoRead(true);
  }

  /** Whether the bytes begin as methods of HTTP do, in capitals. */
  private static boolean isHttp(ByteBuf in) {
    int from = in.readerIndex();
    for (int i = from; i < from + 3; i++) {
      byte b = in.getByte(i);
      if (b < 'A' || b > 'Z') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event.equals(Connection.DRAIN) || event instanceof ChannelInputShutdownEvent) {
      ctx.close();
    } else {
      super.userEventTriggered(ctx, event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
