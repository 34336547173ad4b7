package dev.deucalion.http.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;

/**
 * A connection to which a thread that has made an answer can write it, without waking an event loop
 * to do so.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write ends the channel
final class DirectSocket extends NioSocketChannel {
  /** A connection that a listener has accepted. */
  DirectSocket(Channel listener, SocketChannel accepted) {
    super(listener, accepted);
  }

  /** Whether all that was written before has gone to the system. On the event loop. */
  boolean isIdle() {
    ChannelOutboundBuffer pending = unsafe().outboundBuffer();
    return pending != null && pending.totalPendingWriteBytes() == 0;
  }

  /**
   * Writes what the system takes at once and leaves the rest to the event loop. The bytes are those
   * of the wire: no handler of the channel sees them. From any thread while nothing else is written
   * and {@link #isIdle} was true at last.
   *
   * @return whether the system took all
   * @throws IOException when the connection has ended
   */
  boolean writeNow(ByteBuffer bytes) throws IOException {
    SocketChannel socket = javaChannel();
    socket.write(bytes);
    if (!bytes.hasRemaining()) {
      return true;
    }
    ChannelHandlerContext first = pipeline().firstContext();
    if (first == null) {
      throw new ClosedChannelException();
    }
    first.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    return false;
  }
}
