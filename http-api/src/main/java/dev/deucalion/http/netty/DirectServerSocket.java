package dev.deucalion.http.netty;

import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, and makes a {@link DirectSocket} of each connection. */
final class DirectServerSocket extends NioServerSocketChannel {
  private static final Logger LOG = LoggerFactory.getLogger(DirectServerSocket.class);

  @Override
  protected int doReadMessages(List<Object> accepted) throws IOException {
    SocketChannel socket = javaChannel().accept();
    if (socket == null) {
      return 0;
    }
    try {
      accepted.add(new DirectSocket(this, socket));
      return 1;
    } catch (RuntimeException | Error e) {
      // What goes on from here would end the listener.
      LOG.warn("A connection cannot be taken", e);
      close(socket);
      return 0;
    }
  }

  private static void close(SocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("A connection that was not taken cannot be closed", e);
    }
  }
}
