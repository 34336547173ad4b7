package dev.deucalion.scrape.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * A socket whose every blocking call ends at one moment, not a time after each call began: a peer
 * that sends a byte now and then cannot hold a scrape beyond its timeout. TLS laid over it keeps
 * the promise.
 */
final class DeadlineSocket extends Socket implements Wire {
  private volatile long deadlineNanos = System.nanoTime();

  /**
   * Connects straight: the client knows of proxies, and looking for the JVM's own takes a while.
   */
  DeadlineSocket() {
    super(Proxy.NO_PROXY);
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

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        setSoTimeout(remainingMs());
        return in.read();
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        setSoTimeout(remainingMs());
        return in.read(into, offset, length);
      }
    };
  }

  private int remainingMs() throws SocketTimeoutException {
    long nanos = deadlineNanos - System.nanoTime();
    if (nanos <= 0) {
      throw new SocketTimeoutException("deadline");
    }
    return (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
  }
}
