package dev.deucalion.http.netty;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A zstd frame for each page; frames one after the other are one content (RFC 8878, section 3). So
 * no memory of the library is held while a client takes its time.
 */
final class ZstdPacker implements Packer {
  private static final int LEVEL = 1;

  private final OutputStream out;
  private byte[] frame = {};

  ZstdPacker(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(byte[] page, int size) throws IOException {
    if (size == 0) {
      return;
    }
    int most = (int) Zstd.compressBound(size);
    if (frame.length < most) {
      frame = new byte[most];
    }
    long length = Zstd.compressByteArray(frame, 0, frame.length, page, 0, size, LEVEL);
    if (Zstd.isError(length)) {
      throw new IOException("zstd: " + Zstd.getErrorName(length));
    }
    out.write(frame, 0, (int) length);
  }

  @Override
  public void finish() {
    // Each frame is whole.
  }

  @Override
  public void end() {
    // Nothing is held.
  }
}
