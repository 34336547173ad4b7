package dev.deucalion.scrape.http;

import dev.deucalion.scrape.http2.HeaderField;
import dev.deucalion.scrape.http2.Http2Exception;
import dev.deucalion.scrape.http2.Http2Session;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A connection over TLS whose server chose HTTP/2. */
final class Http2Connection implements Connection {
  private static final String LINE_END = "\r\n";

  /** Headers that say something of a connection by HTTP/1 (RFC 9113, 8.2.2). */
  private static final Set<String> OF_HTTP1 =
      Set.of(
          "connection", "host", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  private final Wire plain;
  private final Object identity;
  private final Http2Session session;
  private boolean used;

  /**
   * A connection.
   *
   * @param layered TLS over the wire
   * @param identity of the certificates it was made with
   */
  Http2Connection(Wire wire, Socket layered, Object identity) throws IOException {
    this.plain = wire;
    this.identity = identity;
    this.session = new Http2Session(layered.getInputStream(), layered.getOutputStream());
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
    try {
      session.send(fields(request), request.body());
    } catch (Http2Exception e) {
      throw earlyEndOr(e);
    }
  }

  private static List<HeaderField> fields(OutgoingRequest request) {
    List<HeaderField> fields = new ArrayList<>();
    fields.add(new HeaderField(":method", request.method()));
    fields.add(new HeaderField(":scheme", "https"));
    fields.add(new HeaderField(":authority", request.url().authority()));
    fields.add(new HeaderField(":path", request.target()));
    for (String line : request.headerLines().split(LINE_END, -1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!OF_HTTP1.contains(name)) {
          fields.add(new HeaderField(name, line.substring(colon + 1).strip()));
        }
      }
    }
    return fields;
  }

  @Override
  public ResponseHead readHead() throws IOException, FetchException {
    List<HeaderField> fields;
    try {
      fields = session.readHead();
    } catch (Http2Exception e) {
      throw earlyEndOr(e);
    }
    used = true;
    int code = code(fields);
    String status = StatusText.of(code);
    StringBuilder lines = new StringBuilder("HTTP/2.0 ").append(status).append(LINE_END);
    for (HeaderField field : fields) {
      if (!field.name().startsWith(":")) {
        RequestWriter.appendHeader(lines, field.name(), field.value());
      }
    }
    return ResponseHead.ofHttp2(code, status, lines.toString());
  }

  private static int code(List<HeaderField> fields) throws FetchException {
    String status =
        fields.isEmpty() || !fields.getFirst().name().equals(":status")
            ? ""
            : fields.getFirst().value();
    if (status.length() != 3 || !status.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw FetchException.failed("malformed response from server: malformed non-numeric status");
    }
    return Integer.parseInt(status);
  }

  /** What the server did nothing with may be asked of another connection. */
  private static IOException earlyEndOr(Http2Exception e) {
    return e.isProcessed() ? e : new EarlyEndException(String.valueOf(e.getMessage()));
  }

  @Override
  public ResponseBody body(ResponseHead head) {
    return new Http2Body(session, head.contentLength());
  }

  @Override
  public void close() {
    plain.close();
  }
}
