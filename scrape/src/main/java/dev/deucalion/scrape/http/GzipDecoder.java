package dev.deucalion.scrape.http;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip (RFC 1952), members one after the other, straight into a body. Holds native
 * memory and a window of input, so decoders are shared through {@link GzipDecoders}. One thread at
 * a time.
 */
final class GzipDecoder {
  private static final int INPUT_BYTES = 1 << 14;
  private static final int FLAG_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] input = new byte[INPUT_BYTES];
  private int from;
  private int to;

  /** Reads a whole compressed body. The body's limit is checked as it grows. */
  void decode(ByteSource source, Body body) throws IOException, FetchException {
    from = 0;
    to = 0;
    int first = next(source);
    if (first < 0) {
      throw FetchException.failed("EOF");
    }
    while (first >= 0) {
      readHeader(source, first);
      inflateMember(source, body);
      first = next(source);
    }
  }

  void end() {
    inflater.end();
  }

  private void readHeader(ByteSource source, int first) throws IOException, FetchException {
    if (first != 0x1f || must(source) != 0x8b || must(source) != 8) {
      throw FetchException.failed("gzip: invalid header");
    }
    int flags = must(source);
    skip(source, 6);
    if ((flags & FLAG_EXTRA) != 0) {
      skip(source, must(source) | must(source) << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipString(source);
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipString(source);
    }
    if ((flags & FLAG_CRC) != 0) {
      skip(source, 2);
    }
  }

  private void inflateMember(ByteSource source, Body body) throws IOException, FetchException {
    inflater.reset();
    crc.reset();
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          if (from == to && !fill(source)) {
            throw FetchException.failed("unexpected EOF");
          }
          inflater.setInput(input, from, to - from);
          from = to;
        }
        int room = body.room();
        int start = body.length();
        int count = inflater.inflate(body.bytes(), start, room);
        crc.update(body.bytes(), start, count);
        body.wrote(count);
        if (count == 0 && inflater.needsDictionary()) {
          throw FetchException.failed("flate: corrupt input: needs a dictionary");
        }
      }
    } catch (DataFormatException e) {
      throw FetchException.failed("flate: corrupt input before offset " + inflater.getBytesRead());
    }
    from = to - inflater.getRemaining();
    long storedCrc = readInt(source);
    long storedSize = readInt(source);
    if (storedCrc != crc.getValue() || storedSize != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw FetchException.failed("gzip: invalid checksum");
    }
  }

  private long readInt(ByteSource source) throws IOException, FetchException {
    long low = must(source) | must(source) << 8 | must(source) << 16;
    return low | (long) must(source) << 24;
  }

  private void skip(ByteSource source, int count) throws IOException, FetchException {
    for (int i = 0; i < count; i++) {
      must(source);
    }
  }

  private void skipString(ByteSource source) throws IOException, FetchException {
    while (must(source) != 0) {
      // A name or a comment, which nobody asked for.
    }
  }

  private int must(ByteSource source) throws IOException, FetchException {
    int b = next(source);
    if (b < 0) {
      throw FetchException.failed("unexpected EOF");
    }
    return b;
  }

  private int next(ByteSource source) throws IOException, FetchException {
    return from < to || fill(source) ? input[from++] & 0xFF : -1;
  }

  private boolean fill(ByteSource source) throws IOException, FetchException {
    from = 0;
    to = Math.max(0, source.read(input, 0, input.length));
    return to > 0;
  }
}
