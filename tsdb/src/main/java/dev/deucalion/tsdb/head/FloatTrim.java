package dev.deucalion.tsdb.head;

import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.FullChunks;
import dev.deucalion.tsdb.chunk.XorDecoder;
import dev.deucalion.tsdb.chunk.XorEncoder;

/** Encodes a chunk of floats again with a part of its samples. For one thread. */
final class FloatTrim {
  private final XorDecoder decoder = new XorDecoder();
  private final XorEncoder encoder = new XorEncoder();
  private long[] timesMs = new long[256];
  private double[] values = new double[256];
  private byte[] encoded = new byte[2 * FullChunks.MAX_CHUNK_BYTES];

  /**
   * Leaves only the samples in a range that are not deleted.
   *
   * @return whether there are any
   */
  boolean trim(ChunkData chunk, long minTimeMs, long maxTimeMs, TimeIntervals deleted) {
    int samples = chunk.samples();
    if (timesMs.length < samples) {
      timesMs = new long[samples];
      values = new double[samples];
    }
    // Chunks of other programs may have any length, and without some samples need a little more.
    int mostBytes = XorEncoder.HEADER_BYTES + samples * XorEncoder.MAX_SAMPLE_BYTES;
    if (encoded.length < mostBytes) {
      encoded = new byte[mostBytes];
    }
    decoder.reset(chunk.bytes, chunk.from, chunk.length, samples);
    int count = decoder.decode(timesMs, values, 0, samples);
    encoder.clear();
    for (int i = 0; i < count; i++) {
      long timeMs = timesMs[i];
      if (timeMs < minTimeMs || timeMs > maxTimeMs || deleted.contains(timeMs)) {
        continue;
      }
      if (encoder.samples == 0) {
        chunk.minTimeMs = timeMs;
      }
      chunk.maxTimeMs = timeMs;
      long valueBits = Double.doubleToRawLongBits(values[i]);
      if (!encoder.append(encoded, 0, encoded.length, timeMs, valueBits)) {
        throw new IllegalStateException("a part of a chunk needs more than " + encoded.length);
      }
    }
    chunk.from = 0;
    chunk.length = encoder.bytes();
    encoder.complete(encoded, 0);
    chunk.reserve(chunk.length);
    System.arraycopy(encoded, 0, chunk.bytes, 0, chunk.length);
    return encoder.samples > 0;
  }
}
