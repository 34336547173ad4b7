package dev.deucalion.scrape.http2;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection by HTTP/2 that carries one request after the other: {@link #send}, {@link
 * #readHead}, then {@link #read} up to the end. Frames are read only while an answer is awaited.
 * For one thread at a time. An {@link IOException} ends the session; so does letting go of an
 * answer that was not read to its end.
 *
 * <p>A server holds nobody up but for the time of the caller's own deadline, and sends a bounded
 * number of frames that carry nothing.
 */
public final class Http2Session {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int MAX_HEAD_BYTES = 1 << 16;
  private static final int MAX_INTERIM_HEADS = 5;

  /** What every server takes; larger ones would gain nothing. */
  private static final int MAX_SENT_FRAME_BYTES = 16 << 10;

  /** Frames of one exchange that bring nothing nearer; we have to answer some of them. */
  private static final int MAX_IDLE_FRAMES = 1_000;

  private final FrameInput in;
  private final FrameOutput out;
  private final HeaderEncoder encoder = new HeaderEncoder();
  private final SendWindows windows = new SendWindows();
  private final ReceiveWindows received;
  private final HeaderBlocks blocks;
  private final ConnectionFrames ofConnection;

  /** The running or last stream; odd, 0 before the first. */
  private int stream;

  private @Nullable List<HeaderField> head;
  private int interimHeads;
  private int idleFrames;
  private boolean ended;
  private boolean goneAway;
  private boolean bodySent = true;

  /** Whether a frame of the body is being read, whose last bytes are padding. */
  private boolean inData;

  private int padding;

  public Http2Session(InputStream in, OutputStream out) {
    this.in = new FrameInput(in);
    this.out = new FrameOutput(out);
    this.received = new ReceiveWindows(this.out);
    this.blocks = new HeaderBlocks(this.in, MAX_HEAD_BYTES);
    this.ofConnection = new ConnectionFrames(this.in, this.out, windows);
  }

  /**
   * Sends a request, unless the answer comes before its end.
   *
   * @param fields of its head, those with a colon first
   */
  public void send(List<HeaderField> fields, byte[] body) throws IOException {
    if (goneAway || !bodySent || stream >= Integer.MAX_VALUE - 2) {
      throw Http2Exception.notProcessed("http2: the server takes no more requests");
    }
    if (stream == 0) {
      begin();
    }
    stream = stream == 0 ? 1 : stream + 2;
    head = null;
    interimHeads = 0;
    idleFrames = 0;
    ended = false;
    received.beginStream(stream);
    windows.beginStream();
    sendHead(fields, body.length == 0);
    bodySent = body.length == 0;
    if (!bodySent) {
      sendBody(body);
    }
    out.flush();
  }

  private void begin() throws IOException {
    out.writeRaw(PREFACE);
    out.writeSettings(
        FrameType.SETTING_ENABLE_PUSH,
        0,
        FrameType.SETTING_INITIAL_WINDOW_SIZE,
        ReceiveWindows.STREAM_BYTES,
        FrameType.SETTING_MAX_HEADER_LIST_SIZE,
        MAX_HEAD_BYTES);
    out.writeWindowUpdate(0, ReceiveWindows.CONNECTION_BYTES - SendWindows.DEFAULT_BYTES);
  }

  private void sendHead(List<HeaderField> fields, boolean isAll) throws IOException {
    byte[] block = encoder.encode(fields);
    int type = FrameType.HEADERS;
    int flags = isAll ? FrameType.FLAG_END_STREAM : 0;
    for (int at = 0; at == 0 || at < block.length; at += MAX_SENT_FRAME_BYTES) {
      int count = Math.min(MAX_SENT_FRAME_BYTES, block.length - at);
      int last = at + count == block.length ? FrameType.FLAG_END_HEADERS : 0;
      out.write(type, flags | last, stream, block, at, count);
      type = FrameType.CONTINUATION;
      flags = 0;
    }
  }

  private void sendBody(byte[] body) throws IOException {
    int at = 0;
    while (at < body.length && head == null) {
      int count =
          (int) Math.min(Math.min(body.length - at, MAX_SENT_FRAME_BYTES), windows.available());
      if (count <= 0) {
        out.flush();
        readFrame();
        continue;
      }
      boolean isLast = at + count == body.length;
      int flags = isLast ? FrameType.FLAG_END_STREAM : 0;
      out.write(FrameType.DATA, flags, stream, body, at, count);
      windows.sent(count);
      at += count;
      bodySent = isLast;
    }
  }

  /**
   * Waits for the head of the answer, past interim ones.
   *
   * @throws Http2Exception when the server ended the exchange
   * @throws EOFException when it ended the connection
   */
  public List<HeaderField> readHead() throws IOException {
    List<HeaderField> found = head;
    while (found == null) {
      readFrame();
      found = head;
    }
    return found;
  }

  /** As {@link InputStream#read(byte[], int, int)} of the answer's body. */
  public int read(byte[] into, int offset, int length) throws IOException {
    while (true) {
      if (inData) {
        int left = in.left() - padding;
        if (left > 0) {
          int count = in.read(into, offset, Math.min(length, left));
          received.read(count);
          return count;
        }
        endData();
      } else if (ended) {
        return -1;
      } else {
        readFrame();
      }
    }
  }

  /** Whether the answer was read to its end and another request can be sent. */
  public boolean isReusable() {
    return ended && !inData && bodySent && !goneAway;
  }

  private void readFrame() throws IOException {
    if (!in.next()) {
      throw stream == 1 || head != null
          ? new EOFException("unexpected EOF")
          : Http2Exception.notProcessed("http2: server closed the idle connection");
    }
    switch (in.type()) {
      case FrameType.DATA -> beginData();
      case FrameType.HEADERS -> readHeaders();
      case FrameType.RST_STREAM -> readReset();
      case FrameType.WINDOW_UPDATE -> ofConnection.read(stream);
      case FrameType.SETTINGS, FrameType.PING -> {
        countIdle();
        ofConnection.read(stream);
      }
      case FrameType.GOAWAY -> readGoAway();
      case FrameType.PUSH_PROMISE, FrameType.CONTINUATION ->
          throw Http2Exception.protocolError("unexpected frame of type " + in.type());
      default -> readIdle();
    }
  }

  private void readIdle() throws IOException {
    in.readRest();
    countIdle();
  }

  private void countIdle() throws Http2Exception {
    if (++idleFrames > MAX_IDLE_FRAMES) {
      throw Http2Exception.ended("http2: too many frames without an answer");
    }
  }

  private void beginData() throws IOException {
    if (isOfEarlierStream()) {
      received.readOfEarlierStream(in.left());
      readIdle();
      return;
    }
    if (in.stream() != stream || head == null || ended) {
      throw Http2Exception.protocolError("data of no answer");
    }
    if (in.left() == 0 && !in.has(FrameType.FLAG_END_STREAM)) {
      countIdle();
    }
    int before = in.left();
    padding = in.has(FrameType.FLAG_PADDED) ? in.readByte() : 0;
    received.read(before - in.left());
    if (padding > in.left()) {
      throw Http2Exception.protocolError("padding larger than its frame");
    }
    inData = true;
  }

  /** Whether a frame is of an answer whose head was enough. */
  private boolean isOfEarlierStream() {
    return in.stream() % 2 == 1 && in.stream() < stream;
  }

  private void endData() throws IOException {
    received.read(in.left());
    in.readRest();
    inData = false;
    ended = in.has(FrameType.FLAG_END_STREAM);
  }

  private void readHeaders() throws IOException {
    if (!isOfEarlierStream() && (in.stream() != stream || ended)) {
      throw Http2Exception.protocolError("headers of no answer");
    }
    boolean isLate = isOfEarlierStream();
    boolean isLast = in.has(FrameType.FLAG_END_STREAM);
    List<HeaderField> fields = blocks.read();
    if (isLate) {
      countIdle();
    } else if (head != null) {
      if (!isLast) {
        throw Http2Exception.protocolError("a second head of one answer");
      }
      ended = true;
    } else if (isInterim(fields) && !isLast) {
      if (++interimHeads > MAX_INTERIM_HEADS) {
        throw Http2Exception.ended("net/http: too many 1xx informational responses");
      }
    } else {
      head = fields;
      ended = isLast;
    }
  }

  private static boolean isInterim(List<HeaderField> fields) {
    return !fields.isEmpty()
        && fields.getFirst().name().equals(":status")
        && fields.getFirst().value().startsWith("1");
  }

  private void readReset() throws IOException {
    int code = FrameInput.intAt(in.readRest(Integer.BYTES), 0);
    if (in.stream() != stream) {
      countIdle();
      return;
    }
    if (ended && code == ErrorCode.NO_ERROR) {
      return;
    }
    String message =
        "stream error: stream ID " + stream + "; " + ErrorCode.name(code) + "; received from peer";
    throw code == ErrorCode.REFUSED_STREAM
        ? Http2Exception.notProcessed(message)
        : Http2Exception.ended(message);
  }

  private void readGoAway() throws IOException {
    countIdle();
    if (in.left() < 2 * Integer.BYTES) {
      throw Http2Exception.protocolError("malformed end");
    }
    byte[] payload = in.readRest();
    int lastStream = FrameInput.intAt(payload, 0) & Integer.MAX_VALUE;
    int code = FrameInput.intAt(payload, Integer.BYTES);
    goneAway = true;
    String message =
        "http2: server sent GOAWAY and closed the connection; LastStreamID="
            + lastStream
            + ", ErrCode="
            + ErrorCode.name(code);
    if (lastStream < stream) {
      throw Http2Exception.notProcessed(message);
    }
    if (code != ErrorCode.NO_ERROR) {
      throw Http2Exception.ended(message);
    }
  }
}
