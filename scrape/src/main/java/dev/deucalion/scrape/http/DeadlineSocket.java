package dev.deucalion.scrape.http;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A socket whose every blocking call ends at one moment, not a time after each call began: a peer
 * that sends a byte now and then, or reads one, cannot hold a scrape beyond its timeout. TLS laid
 * over it keeps the promise. It is closed at that moment, if a call is blocked then.
 */
final class DeadlineSocket extends Socket implements Wire {
  private final Deadlines deadlines;
  private volatile long deadlineNanos = System.nanoTime();

  /**
   * Connects straight: the client knows of proxies, and looking for the JVM's own takes a while.
   */
  DeadlineSocket(Deadlines deadlines) {
    super(Proxy.NO_PROXY);
    this.deadlines = deadlines;
  }

  @Override
  public void deadlineNanos(long nanos) {
    deadlineNanos = nanos;
  }

  @Override
  public InputStream input() throws IOException {
    return getInputStream();
  }

  @Override
  public OutputStream output() throws IOException {
    return getOutputStream();
  }

  @Override
  public void close() {
    try {
      super.close();
    } catch (IOException e) {
      // What went over the socket has been judged already.
    }
  }

  void connect(InetSocketAddress address) throws IOException {
    connect(address, remainingMs());
  }

  private int remainingMs() throws SocketTimeoutException {
    long nanos = deadlineNanos - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("deadline");
    }
    return (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        Deadlines.Call call = deadlines.begin(DeadlineSocket.this, deadlineNanos);
        try {
          return in.read();
        } finally {
          deadlines.end(call);
        }
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        Deadlines.Call call = deadlines.begin(DeadlineSocket.this, deadlineNanos);
        try {
          return in.read(into, offset, length);
        } finally {
          deadlines.end(call);
        }
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] from, int offset, int length) throws IOException {
        Deadlines.Call call = deadlines.begin(DeadlineSocket.this, deadlineNanos);
        try {
          out.write(from, offset, length);
        } finally {
          deadlines.end(call);
        }
      }
    };
  }
}
