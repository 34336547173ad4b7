package dev.deucalion.tsdb.chunk;

import org.jspecify.annotations.Nullable;

/** How a chunk's samples are encoded; the codes are those of Prometheus' files. */
public enum ChunkEncoding {
  /** No samples. */
  NONE(0),
  /** Floats. */
  XOR(1),
  /** Native histograms with integer counts. */
  HISTOGRAM(2),
  /** Native histograms with float counts. */
  FLOAT_HISTOGRAM(3),
  /** Floats, which may have start timestamps. */
  XOR2(4),
  /** Native histograms with integer counts and start timestamps. */
  HISTOGRAM_ST(5),
  /** Native histograms with float counts and start timestamps. */
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

  /** Whether samples are histograms. */
  public boolean isHistogram() {
    return switch (this) {
      case NONE, XOR, XOR2 -> false;
      case HISTOGRAM, FLOAT_HISTOGRAM, HISTOGRAM_ST, FLOAT_HISTOGRAM_ST -> true;
    };
  }

  /** Whether samples may have a start time. */
  boolean hasStartTimes() {
    return switch (this) {
      case NONE, XOR, HISTOGRAM, FLOAT_HISTOGRAM -> false;
      case XOR2, HISTOGRAM_ST, FLOAT_HISTOGRAM_ST -> true;
    };
  }

  /** The encoding of a byte in a file, or null. */
  public static @Nullable ChunkEncoding ofCode(int code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
  }
}
