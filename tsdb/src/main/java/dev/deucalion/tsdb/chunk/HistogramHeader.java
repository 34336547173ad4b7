package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.CounterResetHint;

/**
 * The three bytes at the head of a histogram chunk.
 *
 * <pre>
 * encodings 2, 3:  |samples u16|reset 2 bits, 6 unused|
 * encodings 5, 6:  |reset 2 bits, samples 14 bits|start times u8|
 * </pre>
 */
final class HistogramHeader {
  static final int BYTES = 3;

  /** Where the sample count is in encodings with start times. */
  static final int START_TIME_SAMPLES_MASK = 0x3fff;

  private static final int RESET_OFFSET = 2;
  private static final int RESET_SHIFT = 6;

  private HistogramHeader() {}

  /** Samples of a chunk of any encoding, which all have their number first. */
  static int samples(ChunkEncoding encoding, byte[] chunk, int from) {
    int count = XorDecoder.samples(chunk, from);
    return encoding.isHistogram() && encoding.hasStartTimes()
        ? count & START_TIME_SAMPLES_MASK
        : count;
  }

  /** What the chunk's first sample is to the sample before it. */
  static CounterResetHint reset(ChunkEncoding encoding, byte[] chunk, int from) {
    int at = encoding.hasStartTimes() ? from : from + RESET_OFFSET;
    return switch ((chunk[at] & 0xff) >>> RESET_SHIFT) {
      case 0b10 -> CounterResetHint.RESET;
      case 0b01 -> CounterResetHint.NOT_RESET;
      case 0b11 -> CounterResetHint.GAUGE;
      default -> CounterResetHint.UNKNOWN;
    };
  }

  /** Writes the header of an encoding without start times, with no sample yet. */
  static void write(CounterResetHint reset, BitWriter out) {
    out.bits(0, Short.SIZE);
    int bits =
        switch (reset) {
          case UNKNOWN -> 0b00;
          case NOT_RESET -> 0b01;
          case RESET -> 0b10;
          case GAUGE -> 0b11;
        };
    out.bits((long) bits << RESET_SHIFT, Byte.SIZE);
  }
}
