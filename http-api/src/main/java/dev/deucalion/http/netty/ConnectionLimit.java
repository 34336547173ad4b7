package dev.deucalion.http.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stops accepting while too many connections are open, over all listeners together. Clients then
 * wait in the backlog of the operating system.
 */
@ChannelHandler.Sharable
final class ConnectionLimit extends ChannelInboundHandlerAdapter {
  private final int max;
  private final AtomicInteger open = new AtomicInteger();
  private final Set<Channel> paused = ConcurrentHashMap.newKeySet();

  ConnectionLimit(int max) {
    this.max = max;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Channel accepted) {
      if (open.incrementAndGet() >= max) {
        pause(ctx.channel());
      }
      accepted.closeFuture().addListener(closed -> release());
    }
    ctx.fireChannelRead(message);
  }

  private void pause(Channel listener) {
    listener.config().setAutoRead(false);
    paused.add(listener);
    if (open.get() < max) {
      resumeAll();
    }
  }

  private void release() {
    if (open.decrementAndGet() < max && !paused.isEmpty()) {
      resumeAll();
    }
  }

  private void resumeAll() {
    for (Channel listener : List.copyOf(paused)) {
      if (paused.remove(listener)) {
        listener.config().setAutoRead(true);
      }
    }
  }
}
