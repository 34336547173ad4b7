package dev.deucalion.scrape.http;

import java.io.IOException;

/** Takes a response's body out of the connection: by its length, in chunks, or up to the end. */
final class TransferDecoder implements ResponseBody {
  private static final long UNTIL_CLOSE = Long.MAX_VALUE;

  /** Longest line with a chunk's size or of a trailer. */
  private static final int MAX_LINE_BYTES = 4096;

  private final Http1Connection connection;
  private final boolean chunked;

  /** Bytes left of the body, or of the chunk. */
  private long left;

  private boolean firstChunk = true;
  private boolean ended;

  TransferDecoder(Http1Connection connection, ResponseHead head) {
    this.connection = connection;
    this.chunked = head.chunked();
    this.left = chunked ? 0 : head.contentLength() < 0 ? UNTIL_CLOSE : head.contentLength();
  }

  @Override
  public boolean isReusable() {
    return ended && left == 0;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException, FetchException {
    if (chunked && left == 0 && !ended) {
      nextChunk();
    }
    if (left == 0) {
      ended = true;
    }
    if (ended) {
      return -1;
    }
    int count = connection.read(into, offset, (int) Math.min(length, left));
    if (count < 0) {
      if (left == UNTIL_CLOSE) {
        ended = true;
        return -1;
      }
      throw FetchException.failed("unexpected EOF");
    }
    if (left != UNTIL_CLOSE) {
      left -= count;
    }
    return count;
  }

  private void nextChunk() throws IOException, FetchException {
    if (!firstChunk && !readLine().isEmpty()) {
      throw FetchException.failed("malformed chunked encoding");
    }
    firstChunk = false;
    String line = readLine();
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
    if (digits.isEmpty() || digits.length() > 15 || !digits.chars().allMatch(this::isHexDigit)) {
      throw FetchException.failed("invalid byte in chunk length");
    }
    left = Long.parseLong(digits, 16);
    if (left == 0) {
      while (!readLine().isEmpty()) {
        // Trailers say nothing about samples.
      }
      ended = true;
    }
  }

  private boolean isHexDigit(int c) {
    return Character.digit(c, 16) >= 0 && c < 0x80;
  }

  private String readLine() throws IOException, FetchException {
    StringBuilder line = new StringBuilder();
    int c;
    while ((c = connection.read()) != '\n') {
      if (c < 0) {
        throw FetchException.failed("unexpected EOF");
      }
      if (line.length() == MAX_LINE_BYTES) {
        throw FetchException.failed("header line too long");
      }
      line.append((char) c);
    }
    if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    return line.toString();
  }
}
