package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.sample.StaleMarker;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a chunk in Prometheus' XOR2 encoding (chunk encoding 4, {@code docs/formats/chunks.md}):
 * as {@link XorDecoder}, but one prefix tells of time and value together, and stale markers leave
 * the last value as it is. Written by Prometheus only where it is told to.
 */
final class Xor2Decoder {
  private static final int HEADER_BYTES = 3;

  /** Ones of the prefix of a stale marker, the longest prefix. */
  private static final int MAX_ONES = 5;

  private final BitReader in = new BitReader();
  private long valueBits;
  private int window;
  private final StartTimes startTimes = new StartTimes();
  private int samples;
  private int done;
  private long timeMs;
  private long deltaMs;

  /** As {@link XorDecoder#reset}. */
  void reset(byte[] chunk, int from, int bytes, int newSamples) {
    in.reset("XOR2 chunk", chunk, from + HEADER_BYTES, from + bytes);
    startTimes.reset(ChunkEncoding.XOR2, chunk, from);
    samples = newSamples;
    done = 0;
    timeMs = 0;
    deltaMs = 0;
    valueBits = 0;
    window = 0;
  }

  int remaining() {
    return samples - done;
  }

  /**
   * As {@link XorDecoder#decode}.
   *
   * @param startTimesMs gets start times, where it is there
   */
  int decode(long[] timesMs, double[] values, long @Nullable [] startTimesMs, int from, int max) {
    int count = Math.min(max, samples - done);
    for (int i = from; i < from + count; i++) {
      long beforeMs = timeMs;
      long bits = next();
      StartTimes.put(startTimesMs, i, startTimes.read(in, done, timeMs, beforeMs));
      done++;
      timesMs[i] = timeMs;
      values[i] = Double.longBitsToDouble(bits);
    }
    return count;
  }

  private long next() {
    if (done == 0) {
      timeMs = in.varint();
      long bits = in.bits(Long.SIZE);
      valueBits = bits == StaleMarker.BITS ? 0 : bits;
      return bits;
    }
    if (done == 1) {
      deltaMs = in.uvarint();
      timeMs += deltaMs;
      return value();
    }
    int ones = in.ones(MAX_ONES);
    switch (ones) {
      case 2 -> deltaMs += in.signed(13);
      case 3 -> deltaMs += in.signed(20);
      case 4 -> deltaMs += in.bits(Long.SIZE);
      // As long after the last sample as that was after the one before.
      default -> {}
    }
    timeMs += deltaMs;
    return switch (ones) {
      case 0 -> valueBits;
      case 1 -> changedValue(in.ones(1) == 1);
      case MAX_ONES -> StaleMarker.BITS;
      default -> value();
    };
  }

  private long value() {
    return switch (in.ones(3)) {
      case 0 -> valueBits;
      case 1 -> changedValue(false);
      case 2 -> changedValue(true);
      default -> StaleMarker.BITS;
    };
  }

  private long changedValue(boolean newWindow) {
    if (newWindow) {
      window = in.window();
    }
    valueBits ^= in.bits(XorWindow.significant(window)) << XorWindow.trailing(window);
    return valueBits;
  }
}
