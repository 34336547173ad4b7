package dev.deucalion.scrape.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Carries bytes between two channels, both ways, until one of them ends. */
public final class Relay {
  /** What is said on a new connection before bytes are carried. */
  @FunctionalInterface
  public interface Greeting {
    /** The channel that the client is to be joined with. */
    SocketChannel join(SocketChannel client) throws IOException;
  }

  private Relay() {}

  /** Joins all clients of a server; returns at once. */
  public static void serve(ServerSocketChannel server, Greeting greeting) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              SocketChannel client = server.accept();
              Thread.ofVirtual().start(() -> join(client, greeting));
            }
          } catch (IOException e) {
            // The test is over.
          }
        });
  }

  private static void join(SocketChannel client, Greeting greeting) {
    try {
      SocketChannel far = greeting.join(client);
      Thread.ofVirtual().start(() -> copy(far, client));
      copy(client, far);
    } catch (IOException e) {
      close(client);
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException e) {
      // One of both ends is gone.
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }
}
