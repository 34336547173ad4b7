package dev.deucalion.scrape.http2;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Reads the headers of a frame and of those that continue it. */
final class HeaderBlocks {
  /** A stream that this one depends on, and a weight. */
  private static final int PRIORITY_BYTES = 5;

  private static final int MAX_CONTINUATIONS = 100;

  private final FrameInput in;
  private final HeaderDecoder decoder;
  private final int maxBytes;

  /**
   * @param maxBytes most bytes of a head, as it is sent and as it is read
   */
  HeaderBlocks(FrameInput in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.decoder = new HeaderDecoder(maxBytes);
  }

  /** The headers that begin with the frame whose head was read. */
  List<HeaderField> read() throws IOException {
    int padding = in.has(FrameType.FLAG_PADDED) ? in.readByte() : 0;
    if (in.has(FrameType.FLAG_PRIORITY)) {
      for (int i = 0; i < PRIORITY_BYTES; i++) {
        in.readByte();
      }
    }
    if (padding > in.left()) {
      throw Http2Exception.protocolError("padding larger than its frame");
    }
    int stream = in.stream();
    int length = in.left() - padding;
    boolean whole = in.has(FrameType.FLAG_END_HEADERS);
    byte[] block = in.readRest();
    for (int frames = 0; !whole; frames++) {
      if (!in.next() || in.type() != FrameType.CONTINUATION || in.stream() != stream) {
        throw Http2Exception.protocolError("headers that do not go on");
      }
      whole = in.has(FrameType.FLAG_END_HEADERS);
      int more = in.left();
      if (length + more > maxBytes || frames == MAX_CONTINUATIONS) {
        throw Http2Exception.ended("http2: response header list larger than advertised limit");
      }
      byte[] longer = Arrays.copyOf(block, length + more);
      System.arraycopy(in.readRest(), 0, longer, length, more);
      block = longer;
      length += more;
    }
    return decoder.decode(block, 0, length);
  }
}
