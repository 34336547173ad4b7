package dev.deucalion.scrape.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A wire that is no socket, in the form that TLS can be laid over. */
final class WireSocket extends Socket {
  private final Wire wire;
  private volatile boolean closed;

  WireSocket(Wire wire) {
    this.wire = wire;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return wire.input();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return wire.output();
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  /** The wire has a moment at which it ends, and no other timeout. */
  @Override
  public void setSoTimeout(int timeoutMs) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public void close() {
    closed = true;
    wire.close();
  }
}
