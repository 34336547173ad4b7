package dev.deucalion.scrape.http2;

import java.io.IOException;

/** Takes and answers frames that say something of the connection, not of an answer. */
final class ConnectionFrames {
  private static final int SETTING_BYTES = 6;

  private final FrameInput in;
  private final FrameOutput out;
  private final SendWindows windows;

  ConnectionFrames(FrameInput in, FrameOutput out, SendWindows windows) {
    this.in = in;
    this.out = out;
    this.windows = windows;
  }

  /**
   * Reads the settings, the ping or the growth of a window whose head was read.
   *
   * @param stream the running one
   */
  void read(int stream) throws IOException {
    switch (in.type()) {
      case FrameType.SETTINGS -> readSettings();
      case FrameType.PING -> readPing();
      default -> readWindowUpdate(stream);
    }
  }

  private void readSettings() throws IOException {
    if (in.stream() != 0 || in.left() % SETTING_BYTES != 0) {
      throw Http2Exception.protocolError("malformed settings");
    }
    int length = in.left();
    byte[] settings = in.readRest();
    if (in.has(FrameType.FLAG_ACK)) {
      return;
    }
    for (int at = 0; at < length; at += SETTING_BYTES) {
      int number = (settings[at] & 0xff) << 8 | settings[at + 1] & 0xff;
      if (number == FrameType.SETTING_INITIAL_WINDOW_SIZE) {
        windows.initial(FrameInput.intAt(settings, at + 2));
      }
    }
    out.write(FrameType.SETTINGS, FrameType.FLAG_ACK, 0);
    out.flush();
  }

  private void readPing() throws IOException {
    byte[] payload = in.readRest(Long.BYTES);
    if (!in.has(FrameType.FLAG_ACK)) {
      out.write(FrameType.PING, FrameType.FLAG_ACK, 0, payload, 0, Long.BYTES);
      out.flush();
    }
  }

  private void readWindowUpdate(int stream) throws IOException {
    int bytes = FrameInput.intAt(in.readRest(Integer.BYTES), 0) & Integer.MAX_VALUE;
    if (in.stream() == 0) {
      windows.moreOfConnection(bytes);
    } else if (in.stream() == stream) {
      windows.moreOfStream(bytes);
    }
  }
}
