package dev.deucalion.http.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the end of a handshake and goes on with the protocol that was agreed on (ALPN). */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of a connection
final class TlsNegotiation extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(TlsNegotiation.class);

  private final SSLEngine engine;
  private final HttpPipelines pipelines;

  TlsNegotiation(SSLEngine engine, HttpPipelines pipelines) {
    this.engine = engine;
    this.pipelines = pipelines;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        proceed(ctx);
      } else {
        log.debug("TLS handshake with {} failed", ctx.channel().remoteAddress(), handshake.cause());
        ctx.close();
      }
    } else if (event.equals(Connection.DRAIN) || event instanceof ChannelInputShutdownEvent) {
      ctx.close();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  private void proceed(ChannelHandlerContext ctx) {
    ChannelPipeline pipeline = ctx.pipeline();
    if ("h2".equals(engine.getApplicationProtocol())) {
      pipelines.addHttp2(pipeline);
    } else {
      pipelines.addHttp1(pipeline);
    }
    // The handlers behind have missed that the channel is active.
    ctx.fireChannelActive();
    pipeline.remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
