package dev.deucalion.scrape.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;

/**
 * A connection by HTTP/1.1. It reads through a small buffer that takes the head and what comes with
 * it; the body goes past it, straight to where it belongs.
 */
final class Http1Connection implements Connection {
  /** Enough for the heads that exporters send; each idle target keeps one. */
  private static final int BUFFER_BYTES = 1024;

  private static final int MAX_HEAD_BYTES = 1 << 16;

  /** Most heads of interim answers, such as {@code 100 Continue}, before the one that counts. */
  private static final int MAX_INTERIM_HEADS = 5;

  private final Wire plain;
  private final Object identity;
  private final InputStream in;
  private final OutputStream out;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;
  private boolean used;

  /** A connection without TLS. */
  Http1Connection(Wire wire) throws IOException {
    this.plain = wire;
    this.identity = TlsLayer.NONE;
    this.in = wire.input();
    this.out = wire.output();
  }

  /**
   * A connection over TLS.
   *
   * @param layered TLS over the wire
   * @param identity of the certificates it was made with
   */
  Http1Connection(Wire wire, Socket layered, Object identity) throws IOException {
    this.plain = wire;
    this.identity = identity;
    this.in = layered.getInputStream();
    this.out = layered.getOutputStream();
  }

  @Override
  public Object identity() {
    return identity;
  }

  @Override
  public boolean used() {
    return used;
  }

  @Override
  public void deadlineNanos(long nanos) {
    plain.deadlineNanos(nanos);
  }

  @Override
  public void send(OutgoingRequest request) throws IOException {
    send(request.toHttp1());
  }

  /** Sends a request; anything left of an answer before is forgotten. */
  void send(byte[] request) throws IOException {
    from = 0;
    to = 0;
    out.write(request);
    out.flush();
  }

  @Override
  public ResponseHead readHead() throws IOException, FetchException {
    ResponseHead head = readAnyHead();
    for (int interim = 0; head.isInterim(); interim++) {
      if (interim == MAX_INTERIM_HEADS) {
        throw FetchException.failed("net/http: too many 1xx informational responses");
      }
      to -= from;
      System.arraycopy(buffer, from, buffer, 0, to);
      head = readAnyHead();
    }
    return head;
  }

  private ResponseHead readAnyHead() throws IOException, FetchException {
    int scanned = 0;
    int end;
    while ((end = endOfHead(scanned)) < 0) {
      scanned = Math.max(0, to - 3);
      if (to == buffer.length) {
        if (to >= MAX_HEAD_BYTES) {
          throw FetchException.failed(
              "net/http: server response headers exceeded " + MAX_HEAD_BYTES + " bytes; aborted");
        }
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
      int count = in.read(buffer, to, buffer.length - to);
      if (count < 0) {
        if (to == 0) {
          throw new EarlyEndException("EOF");
        }
        ResponseHead.checkBeginning(buffer, to);
        throw FetchException.failed("unexpected EOF");
      }
      to += count;
    }
    used = true;
    ResponseHead head = ResponseHead.parse(buffer, end);
    from = end;
    return head;
  }

  @Override
  public ResponseBody body(ResponseHead head) {
    return new TransferDecoder(this, head);
  }

  /** Index after the empty line, or -1. */
  private int endOfHead(int start) {
    for (int i = start; i + 1 < to; i++) {
      if (buffer[i] == '\n') {
        if (buffer[i + 1] == '\n') {
          return i + 2;
        }
        if (i + 2 < to && buffer[i + 1] == '\r' && buffer[i + 2] == '\n') {
          return i + 3;
        }
      }
    }
    return -1;
  }

  /** As {@link InputStream#read(byte[], int, int)}. */
  int read(byte[] into, int offset, int length) throws IOException {
    if (from < to) {
      int count = Math.min(length, to - from);
      System.arraycopy(buffer, from, into, offset, count);
      from += count;
      return count;
    }
    return in.read(into, offset, length);
  }

  /** The next byte, or -1 at the end. */
  int read() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(buffer, 0, buffer.length));
      if (to == 0) {
        return -1;
      }
    }
    return buffer[from++] & 0xFF;
  }

  @Override
  public void close() {
    plain.close();
  }
}
