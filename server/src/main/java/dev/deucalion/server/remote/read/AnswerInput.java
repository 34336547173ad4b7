package dev.deucalion.server.remote.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deucalion.scrape.http.ByteSource;
import dev.deucalion.scrape.http.FetchException;
import java.io.IOException;
import java.util.Arrays;

/** The bytes of an answer as they come. For one thread. */
final class AnswerInput {
  private static final int BUFFER_BYTES = 1 << 13;

  /** More is only allocated when as much has come. */
  private static final int BELIEVED_BYTES = 1 << 20;

  private final ByteSource source;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int from;
  private int to;

  /**
   * Bytes that came, in an array that may be longer.
   *
   * @param length how many there are
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
  record Bytes(byte[] array, int length) {}

  AnswerInput(ByteSource source) {
    this.source = source;
  }

  /** Whether there is another byte; waits for it. */
  boolean hasMore() throws IOException, FetchException {
    if (from == to) {
      from = 0;
      to = Math.max(0, source.read(buffer, 0, buffer.length));
    }
    return from < to;
  }

  /** The next byte, 0 to 255. */
  int readByte() throws IOException, FetchException, RemoteReadException {
    if (!hasMore()) {
      throw new RemoteReadException("unexpected EOF");
    }
    return buffer[from++] & 0xff;
  }

  /** So many bytes as there are, at most {@code length}; less only at the end. */
  private int read(byte[] into, int offset, int length) throws IOException, FetchException {
    int done = 0;
    while (done < length) {
      int count;
      if (from < to) {
        count = Math.min(length - done, to - from);
        System.arraycopy(buffer, from, into, offset + done, count);
        from += count;
      } else {
        count = source.read(into, offset + done, length - done);
        if (count < 0) {
          break;
        }
      }
      done += count;
    }
    return done;
  }

  /** The next bytes, in an array of their length, which is held. */
  byte[] readExactly(int bytes, AnswerMemory memory)
      throws IOException, FetchException, RemoteReadException {
    Bytes read = readUpTo(bytes, memory);
    if (read.length() < bytes) {
      throw new RemoteReadException("unexpected EOF");
    }
    return read.array();
  }

  /** The next bytes, as many as there are up to a number; the array is held. */
  Bytes readUpTo(int maxBytes, AnswerMemory memory) throws IOException, FetchException {
    byte[] bytes = allocate(Math.min(maxBytes, BELIEVED_BYTES), memory);
    int length = read(bytes, 0, bytes.length);
    while (length == bytes.length && length < maxBytes) {
      byte[] longer = allocate((int) Math.min(maxBytes, 2L * length), memory);
      System.arraycopy(bytes, 0, longer, 0, length);
      memory.release(bytes.length);
      bytes = longer;
      length += read(bytes, length, bytes.length - length);
    }
    return new Bytes(bytes, length);
  }

  private static byte[] allocate(int bytes, AnswerMemory memory) {
    memory.hold(bytes);
    return new byte[bytes];
  }

  /** The beginning of a text. */
  String readText(int maxBytes) throws IOException, FetchException {
    byte[] bytes = new byte[maxBytes];
    return new String(Arrays.copyOf(bytes, read(bytes, 0, maxBytes)), UTF_8);
  }
}
