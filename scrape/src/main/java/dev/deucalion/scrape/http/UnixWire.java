package dev.deucalion.scrape.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A connection over a socket in the file system. Reads of such a channel know no timeout, so a
 * thread watches over them and closes the channel when the moment has come.
 */
final class UnixWire implements Wire {
  private final SocketChannel channel;
  private final Thread watcher;
  private volatile long deadlineNanos;
  private volatile boolean timedOut;

  private UnixWire(SocketChannel channel, long deadlineNanos) {
    this.channel = channel;
    this.deadlineNanos = deadlineNanos;
    this.watcher = Thread.ofVirtual().name("unix socket deadline").unstarted(this::watch);
  }

  /** Connects, which a server on the same machine answers at once. */
  static UnixWire connect(String path, long deadlineNanos) throws IOException {
    UnixWire wire =
        new UnixWire(SocketChannel.open(UnixDomainSocketAddress.of(Path.of(path))), deadlineNanos);
    wire.watcher.start();
    return wire;
  }

  private void watch() {
    while (channel.isOpen()) {
      long leftNanos = deadlineNanos - System.nanoTime();
      if (leftNanos <= 0) {
        timedOut = true;
        closeChannel();
        return;
      }
      LockSupport.parkNanos(leftNanos);
    }
  }

  @Override
  public void deadlineNanos(long nanos) {
    deadlineNanos = nanos;
    LockSupport.unpark(watcher);
  }

  @Override
  public InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        try {
          return channel.read(ByteBuffer.wrap(into, offset, length));
        } catch (ClosedChannelException e) {
          throw timeout(e);
        }
      }
    };
  }

  @Override
  public OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] from, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(from, offset, length);
        try {
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        } catch (ClosedChannelException e) {
          throw timeout(e);
        }
      }
    };
  }

  private IOException timeout(@Nullable IOException closed) {
    if (timedOut || closed == null) {
      return new SocketTimeoutException("deadline");
    }
    return closed;
  }

  @Override
  public void close() {
    closeChannel();
    LockSupport.unpark(watcher);
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      // What went over the socket has been judged already.
    }
  }
}
