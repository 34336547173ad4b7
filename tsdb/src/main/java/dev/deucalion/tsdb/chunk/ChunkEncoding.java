package dev.deucalion.tsdb.chunk;

import org.jspecify.annotations.Nullable;

/** How a chunk's samples are encoded; the codes are those of Prometheus' files. */
public enum ChunkEncoding {
  NONE(0),
  XOR(1),
  HISTOGRAM(2),
  FLOAT_HISTOGRAM(3),
  XOR2(4),
  HISTOGRAM_ST(5),
  FLOAT_HISTOGRAM_ST(6);

  private static final ChunkEncoding[] BY_CODE = values();

  private final int code;

  ChunkEncoding(int code) {
    this.code = code;
  }

  /** The byte in files. */
  public int code() {
    return code;
  }

  /** The encoding of a byte in a file, or null. */
  public static @Nullable ChunkEncoding ofCode(int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }
}
