package dev.deucalion.http.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * Counts the bytes of a head that has not arrived in full, so that clients who send endless ones
 * cannot fill the memory together. The first few of each connection are free.
 *
 * <p>Everything here runs on the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end of a connection
final class HeadBytes extends ChannelInboundHandlerAdapter {
  private static final int UNAVAILABLE = 503;

  private final BodyLimits limits;
  private int pendingBytes;
  private int takenBytes;
  private boolean inBody;
  private boolean refused;

  HeadBytes(BodyLimits limits) {
    this.limits = limits;
  }

  /** A head is there in full; what follows is its body. */
  void headEnded() {
    inBody = true;
    giveBack();
  }

  /** What follows is another head. */
  void requestEnded() {
    inBody = false;
  }

  private void giveBack() {
    limits.giveBack(takenBytes);
    takenBytes = 0;
    pendingBytes = 0;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (refused) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (!inBody && message instanceof ByteBuf bytes) {
      pendingBytes += bytes.readableBytes();
      int more = pendingBytes - takenBytes - IncomingRequest.FREE_HEAD_BYTES;
      if (more > 0) {
        if (!limits.take(more)) {
          refused = true;
          ReferenceCountUtil.release(message);
          ctx.pipeline().fireUserEventTriggered(new Connection.Refusal(UNAVAILABLE));
          return;
        }
        takenBytes += more;
      }
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    giveBack();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    giveBack();
    ctx.fireChannelInactive();
  }
}
