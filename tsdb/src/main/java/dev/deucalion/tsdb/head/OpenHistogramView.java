package dev.deucalion.tsdb.head;

import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.HistogramEncoder;

/** A chunk of histograms as it was at one moment, while it may grow on. For any thread. */
final class OpenHistogramView {
  private final ChunkEncoding encoding;
  private final byte[] bytes;
  private final int length;
  private final int samples;
  private final long minTimeMs;
  private final long maxTimeMs;

  /** Takes down what an encoder has now; under the head's read lock. */
  OpenHistogramView(HistogramEncoder encoder) {
    encoding = encoder.encoding();
    bytes = encoder.bytes();
    length = encoder.length();
    samples = encoder.samples();
    minTimeMs = encoder.firstTimeMs();
    maxTimeMs = encoder.lastTimeMs();
  }

  /** Copies the chunk. */
  void copyTo(ChunkData into) {
    into.reserve(length);
    System.arraycopy(bytes, 0, into.bytes, 0, length);
    into.bytes[0] = (byte) (samples >>> Byte.SIZE);
    into.bytes[1] = (byte) samples;
    into.encoding = encoding;
    into.from = 0;
    into.length = length;
    into.minTimeMs = minTimeMs;
    into.maxTimeMs = maxTimeMs;
  }
}
