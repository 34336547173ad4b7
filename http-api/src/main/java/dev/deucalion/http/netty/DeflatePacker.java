package dev.deucalion.http.netty;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** One deflated stream, as gzip or zlib frame it. */
final class DeflatePacker implements Packer {
  private static final int BUFFER_BYTES = 4096;

  private final DeflaterOutputStream out;
  private final Deflater engine;

  private DeflatePacker(DeflaterOutputStream out, Deflater engine) {
    this.out = out;
    this.engine = engine;
  }

  static DeflatePacker gzip(OutputStream out) throws IOException {
    FastGzip gzip = new FastGzip(out);
    return new DeflatePacker(gzip, gzip.engine());
  }

  static DeflatePacker zlib(OutputStream out) {
    Deflater engine = new Deflater(Deflater.BEST_SPEED);
    return new DeflatePacker(new DeflaterOutputStream(out, engine, BUFFER_BYTES), engine);
  }

  @Override
  public void write(byte[] page, int size) throws IOException {
    out.write(page, 0, size);
  }

  @Override
  public void finish() throws IOException {
    out.finish();
    engine.end();
  }

  @Override
  public void end() {
    engine.end();
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }

    Deflater engine() {
      return def;
    }
  }
}
