package dev.deucalion.http.netty;

import dev.deucalion.http.encode.PageSink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Body of an answer as the handler writes it; compresses it where that is agreed and worth it. */
final class BodyPages extends PageSink {
  /** Less is not worth a deflater. */
  private static final int MIN_COMPRESSED_BYTES = 1024;

  private final WirePages wire;
  private final ContentCoding coding;
  private @Nullable Packed packed;
  private long bodyBytes;

  /**
   * An empty body.
   *
   * @param firstPageBytes how long its first page is
   */
  BodyPages(WirePages wire, ContentCoding coding, int firstPageBytes) {
    super(new byte[firstPageBytes]);
    this.wire = wire;
    this.coding = coding;
  }

  /** Bytes written so far, before compression. */
  long bodyBytes() {
    return bodyBytes + size();
  }

  @Override
  protected byte[] nextPage(byte[] full, int size) throws IOException {
    bodyBytes += size;
    if (coding == ContentCoding.IDENTITY) {
      return wire.send(full, size);
    }
    packed().packer.write(full, size);
    return full;
  }

  /** Sends the rest. */
  void finish() throws IOException {
    if (packed == null && (coding == ContentCoding.IDENTITY || size() < MIN_COMPRESSED_BYTES)) {
      wire.finish(page(), size());
      return;
    }
    packed().finish(page(), size());
  }

  /** Gives back what an answer that is given up holds. */
  void abandon() {
    if (packed != null) {
      packed.packer.end();
    }
  }

  private Packed packed() throws IOException {
    if (packed == null) {
      wire.headers().set(WireHeaders.CONTENT_ENCODING, coding.text());
      packed = new Packed(wire, coding);
    }
    return packed;
  }

  /** Compressed pages, on their way to the wire. */
  private static final class Packed extends PageSink {
    private final WirePages wire;
    final Packer packer;

    Packed(WirePages wire, ContentCoding coding) throws IOException {
      super(new byte[WirePages.PAGE_BYTES]);
      this.wire = wire;
      this.packer = coding.packer(this);
    }

    void finish(byte[] rest, int restSize) throws IOException {
      packer.write(rest, restSize);
      packer.finish();
      wire.finish(page(), size());
    }

    @Override
    protected byte[] nextPage(byte[] full, int size) throws IOException {
      return wire.send(full, size);
    }

    @Override
    public void close() {
      packer.end();
    }
  }
}
