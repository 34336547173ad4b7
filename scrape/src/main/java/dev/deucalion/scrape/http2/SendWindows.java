package dev.deucalion.scrape.http2;

/** How much of a request's body the server will take now (RFC 9113, 5.2 and 6.9). */
final class SendWindows {
  /** What every connection and stream begins with. */
  static final int DEFAULT_BYTES = 65_535;

  private long connection = DEFAULT_BYTES;
  private long stream;
  private long initial = DEFAULT_BYTES;

  /** Begins with a stream. */
  void beginStream() {
    stream = initial;
  }

  long available() {
    return Math.min(connection, stream);
  }

  void sent(int bytes) {
    connection -= bytes;
    stream -= bytes;
  }

  /** The server allows more on the connection. */
  void moreOfConnection(int bytes) throws Http2Exception {
    connection = grown(connection, bytes);
  }

  /** The server allows more on the stream. */
  void moreOfStream(int bytes) throws Http2Exception {
    stream = grown(stream, bytes);
  }

  /** The server says what streams begin with; for the running one too. */
  void initial(int bytes) throws Http2Exception {
    if (bytes < 0) {
      throw Http2Exception.protocolError("initial window of more than 2147483647 bytes");
    }
    stream += bytes - initial;
    initial = bytes;
  }

  private static long grown(long window, int bytes) throws Http2Exception {
    if (bytes <= 0 || window + bytes > Integer.MAX_VALUE) {
      throw Http2Exception.protocolError("window that grows by " + bytes + " bytes");
    }
    return window + bytes;
  }
}
