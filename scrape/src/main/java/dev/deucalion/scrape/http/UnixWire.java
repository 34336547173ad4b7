package dev.deucalion.scrape.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A connection over a socket in the file system. It is closed at a deadline that finds it blocked.
 */
final class UnixWire implements Wire {
  private final SocketChannel channel;
  private final Deadlines deadlines;
  private volatile long deadlineNanos;

  private UnixWire(SocketChannel channel, Deadlines deadlines, long deadlineNanos) {
    this.channel = channel;
    this.deadlines = deadlines;
    this.deadlineNanos = deadlineNanos;
  }

  /** Connects, which a server on the same machine answers at once. */
  static UnixWire connect(String path, Deadlines deadlines, long deadlineNanos) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(path)));
    return new UnixWire(channel, deadlines, deadlineNanos);
  }

  @Override
  public void deadlineNanos(long nanos) {
    deadlineNanos = nanos;
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
        Deadlines.Call call = deadlines.begin(UnixWire.this, deadlineNanos);
        try {
          return channel.read(ByteBuffer.wrap(into, offset, length));
        } finally {
          deadlines.end(call);
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
        Deadlines.Call call = deadlines.begin(UnixWire.this, deadlineNanos);
        try {
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        } finally {
          deadlines.end(call);
        }
      }
    };
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // What went over the socket has been judged already.
    }
  }
}
