package dev.deucalion.scrape.http2;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads frames: the head of one, then as much of its payload as is wanted. */
final class FrameInput {
  /** The largest payload that we allow, the least that there is to allow. */
  static final int MAX_PAYLOAD_BYTES = 16 << 10;

  private static final int HEAD_BYTES = 9;

  private final InputStream in;
  private final byte[] head = new byte[HEAD_BYTES];
  private byte[] payload = {};
  private int type;
  private int flags;
  private int stream;
  private int left;

  FrameInput(InputStream in) {
    this.in = in;
  }

  /**
   * Reads the head of the next frame; the payload of the one before must have been read.
   *
   * @return whether there is one
   */
  boolean next() throws IOException {
    int count = in.readNBytes(head, 0, HEAD_BYTES);
    if (count == 0) {
      return false;
    }
    if (count < HEAD_BYTES) {
      throw new EOFException("unexpected EOF");
    }
    left = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff;
    type = head[3] & 0xff;
    flags = head[4] & 0xff;
    stream = intAt(head, 5) & Integer.MAX_VALUE;
    if (left > MAX_PAYLOAD_BYTES) {
      throw Http2Exception.ended("http2: frame too large");
    }
    return true;
  }

  int type() {
    return type;
  }

  int stream() {
    return stream;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Bytes of the payload that were not read yet. */
  int left() {
    return left;
  }

  /** The next byte of the payload. */
  int readByte() throws IOException {
    if (left == 0) {
      throw Http2Exception.protocolError("frame that is too short");
    }
    int value = in.read();
    if (value < 0) {
      throw new EOFException("unexpected EOF");
    }
    left--;
    return value;
  }

  /** Reads at least one byte of the payload, at most {@code length}. */
  int read(byte[] into, int offset, int length) throws IOException {
    int count = in.read(into, offset, Math.min(length, left));
    if (count < 0) {
      throw new EOFException("unexpected EOF");
    }
    left -= count;
    return count;
  }

  /** The rest of the payload from index 0 on, until the next call. */
  byte[] readRest() throws IOException {
    if (payload.length < left) {
      payload = new byte[left];
    }
    int wanted = left;
    if (in.readNBytes(payload, 0, wanted) < wanted) {
      throw new EOFException("unexpected EOF");
    }
    left = 0;
    return payload;
  }

  /** The rest of the payload, which must have a length. */
  byte[] readRest(int wantedBytes) throws IOException {
    if (left != wantedBytes) {
      throw Http2Exception.protocolError("frame of type " + type + " with " + left + " bytes");
    }
    return readRest();
  }

  static int intAt(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | bytes[at + 3] & 0xff;
  }
}
