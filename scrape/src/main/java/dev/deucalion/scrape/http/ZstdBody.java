package dev.deucalion.scrape.http;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;

/** Decompresses zstd (RFC 8878), frames one after the other, straight into a body. */
final class ZstdBody {
  /** Of the largest window that is taken, 8 MiB: each scrape that runs may hold one. */
  private static final int MAX_WINDOW_LOG = 23;

  private ZstdBody() {}

  /** Reads a whole compressed body. The body's limit is checked as it grows. */
  static void decode(ByteSource source, Body body) throws IOException, FetchException {
    Source input = new Source(source);
    try (ZstdInputStreamNoFinalizer in = new ZstdInputStreamNoFinalizer(input)) {
      in.setLongMax(MAX_WINDOW_LOG);
      while (true) {
        int room = body.room();
        int count = in.read(body.bytes(), body.length(), room);
        if (count < 0) {
          return;
        }
        body.wrote(count);
      }
    } catch (SourceException e) {
      throw e.failure;
    } catch (ZstdIOException e) {
      throw FetchException.failed(input.ended ? "unexpected EOF" : "zstd: " + e.getMessage());
    }
  }

  /** The compressed bytes. */
  private static final class Source extends InputStream {
    private final ByteSource source;
    boolean ended;

    Source(ByteSource source) {
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        int count = source.read(into, offset, length);
        ended = count < 0;
        return count;
      } catch (FetchException e) {
        throw new SourceException(e);
      }
    }
  }

  /** Takes a failure of the source through a stream that knows only input and output. */
  private static final class SourceException extends IOException {
    final transient FetchException failure;

    SourceException(FetchException failure) {
      super(failure);
      this.failure = failure;
    }
  }
}
