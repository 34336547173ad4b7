package dev.deucalion.tsdb.chunk;

/**
 * Writes start times behind the samples of a chunk, straight from the format's description, as
 * strings of zeros and ones.
 */
final class StartTimesOfChunk {
  private static final int MAX_CHANGED_ON = 127;

  private final StringBuilder bits;
  private int samples;
  private boolean known;
  private int changedOn;
  private long lastStartMs;
  private long lastDifference;

  /** Writes behind the given bits. */
  StartTimesOfChunk(StringBuilder bits) {
    this.bits = bits;
  }

  /** Says that a sample stands in the bits, and writes its start time if it needs one. */
  void add(long timeMs, long beforeMs, long startMs) {
    if (samples == 0) {
      known = startMs != 0;
      if (known) {
        long difference = timeMs - startMs;
        NaiveXor.varint(bits, difference << 1 ^ difference >> 63);
      }
    } else if (changedOn > 0) {
      varbit(beforeMs - startMs - lastDifference);
      lastDifference = beforeMs - startMs;
    } else if (startMs != lastStartMs || samples == MAX_CHANGED_ON) {
      changedOn = samples;
      lastDifference = beforeMs - startMs;
      varbit(lastDifference);
    }
    lastStartMs = startMs;
    samples++;
  }

  /** The byte at the chunk's head. */
  String header() {
    return NaiveXor.binary((known ? 128 : 0) | changedOn, 8);
  }

  private void varbit(long value) {
    int[] widths = {3, 6, 9, 12, 18, 25, 56};
    if (value == 0) {
      bits.append('0');
      return;
    }
    for (int i = 0; i < widths.length; i++) {
      long half = 1L << (widths[i] - 1);
      if (value > -half && value <= half) {
        bits.append("1".repeat(i + 1)).append('0').append(NaiveXor.binary(value, widths[i]));
        return;
      }
    }
    bits.append("11111111").append(NaiveXor.binary(value, 64));
  }
}
