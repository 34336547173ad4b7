package dev.deucalion.http.netty;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** How a body is packed on the wire. */
enum ContentCoding {
  IDENTITY("identity"),
  GZIP("gzip"),
  DEFLATE("deflate"),
  ZSTD("zstd");

  private final String text;

  ContentCoding(String text) {
    this.text = text;
  }

  /** As in the Content-Encoding header. */
  String text() {
    return text;
  }

  /** Packs what goes into a stream; not for {@link #IDENTITY}. */
  Packer packer(OutputStream out) throws IOException {
    return switch (this) {
      case GZIP -> DeflatePacker.gzip(out);
      case DEFLATE -> DeflatePacker.zlib(out);
      case ZSTD -> new ZstdPacker(out);
      case IDENTITY -> throw new IllegalStateException("nothing to pack");
    };
  }

  /**
   * The first coding of an Accept-Encoding header that is known here. As in Prometheus, a coding
   * with a weight is not, so {@code gzip;q=0} is never taken for a wish.
   */
  static ContentCoding chosenFrom(@Nullable String acceptEncoding) {
    if (acceptEncoding != null) {
      for (String wish : acceptEncoding.split(",", -1)) {
        String name = wish.strip();
        for (ContentCoding coding : values()) {
          if (coding != IDENTITY && name.equals(coding.text)) {
            return coding;
          }
        }
      }
    }
    return IDENTITY;
  }
}
