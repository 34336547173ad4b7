package dev.deucalion.scrape.http2;

import java.io.IOException;

/** Tells the server now and then that it may send more (RFC 9113, 5.2 and 6.9). */
final class ReceiveWindows {
  /** How far ahead of us a server may send. */
  static final int STREAM_BYTES = 4 << 20;

  static final int CONNECTION_BYTES = 1 << 30;

  private final FrameOutput out;
  private int stream;

  /** Bytes that the server does not know to be read. */
  private int unreported;

  private int unreportedOfConnection;

  ReceiveWindows(FrameOutput out) {
    this.out = out;
  }

  /** Begins with a stream. */
  void beginStream(int number) {
    stream = number;
    unreported = 0;
  }

  /** Counts bytes of the stream that were read, padding included. */
  void read(int bytes) throws IOException {
    unreported += bytes;
    if (unreported > STREAM_BYTES / 2) {
      out.writeWindowUpdate(stream, unreported);
      out.flush();
      unreported = 0;
    }
    readOfEarlierStream(bytes);
  }

  /** Counts bytes of a stream that is over. */
  void readOfEarlierStream(int bytes) throws IOException {
    unreportedOfConnection += bytes;
    if (unreportedOfConnection > CONNECTION_BYTES / 2) {
      out.writeWindowUpdate(0, unreportedOfConnection);
      out.flush();
      unreportedOfConnection = 0;
    }
  }
}
