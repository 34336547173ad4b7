package dev.deucalion.scrape.http2;

import java.io.IOException;
import java.io.OutputStream;

/** Writes frames; what was written goes out with {@link #flush}. */
final class FrameOutput {
  private static final int HEAD_BYTES = 9;
  private static final int SETTING_BYTES = 6;
  private static final byte[] NOTHING = {};

  private final OutputStream out;
  private byte[] pending = new byte[512];
  private int length;

  FrameOutput(OutputStream out) {
    this.out = out;
  }

  /** Bytes that are no frame: the preface. */
  void writeRaw(byte[] bytes) throws IOException {
    reserve(bytes.length);
    System.arraycopy(bytes, 0, pending, length, bytes.length);
    length += bytes.length;
  }

  void write(int type, int flags, int stream, byte[] payload, int from, int count)
      throws IOException {
    reserve(HEAD_BYTES + count);
    pending[length++] = (byte) (count >>> 16);
    pending[length++] = (byte) (count >>> 8);
    pending[length++] = (byte) count;
    pending[length++] = (byte) type;
    pending[length++] = (byte) flags;
    putInt(stream);
    System.arraycopy(payload, from, pending, length, count);
    length += count;
  }

  /** A frame without payload. */
  void write(int type, int flags, int stream) throws IOException {
    write(type, flags, stream, NOTHING, 0, 0);
  }

  void writeWindowUpdate(int stream, int bytes) throws IOException {
    byte[] payload = {
      (byte) (bytes >>> 24), (byte) (bytes >>> 16), (byte) (bytes >>> 8), (byte) bytes
    };
    write(FrameType.WINDOW_UPDATE, 0, stream, payload, 0, payload.length);
  }

  /**
   * Our settings.
   *
   * @param settings numbers and values in turn
   */
  void writeSettings(int... settings) throws IOException {
    byte[] payload = new byte[settings.length / 2 * SETTING_BYTES];
    int at = 0;
    for (int i = 0; i < settings.length; i += 2) {
      payload[at++] = (byte) (settings[i] >>> 8);
      payload[at++] = (byte) settings[i];
      for (int shift = 24; shift >= 0; shift -= 8) {
        payload[at++] = (byte) (settings[i + 1] >>> shift);
      }
    }
    write(FrameType.SETTINGS, 0, 0, payload, 0, payload.length);
  }

  void flush() throws IOException {
    out.write(pending, 0, length);
    length = 0;
    out.flush();
  }

  private void putInt(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      pending[length++] = (byte) (value >>> shift);
    }
  }

  private void reserve(int count) throws IOException {
    if (length + count > pending.length) {
      out.write(pending, 0, length);
      length = 0;
    }
    if (count > pending.length) {
      pending = new byte[count];
    }
  }
}
