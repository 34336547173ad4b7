package dev.deucalion.tsdb.chunk;

import org.jspecify.annotations.Nullable;

/**
 * Reads the start times of a chunk's samples, which tell since when a counter counts; 0 where none
 * is known. They stand behind the other fields of their samples ({@code docs/formats/chunks.md}).
 * Not thread-safe; {@link #reset} makes it ready for another chunk.
 */
final class StartTimes {
  /** Byte of the chunk that says which samples have one, in all encodings that have them. */
  private static final int OFFSET = 2;

  private static final int KNOWN_FLAG = 0x80;

  /** Whether the first sample has one. */
  private boolean known;

  /** Number of the sample, from 1, from which on each has one, or 0 for none. */
  private int changedOn;

  private long startMs;

  /** What the start time of the sample before lay before that of the one before it. */
  private long differenceMs;

  /** Turns to a chunk. */
  void reset(ChunkEncoding encoding, byte[] chunk, int from) {
    int header = encoding.hasStartTimes() ? chunk[from + OFFSET] : 0;
    known = (header & KNOWN_FLAG) != 0;
    changedOn = header & (KNOWN_FLAG - 1);
    startMs = 0;
    differenceMs = 0;
  }

  /**
   * Reads that of a sample whose other fields are read, ms.
   *
   * @param sample its number, from 0 on
   * @param timeMs its time
   * @param beforeMs time of the sample before
   */
  long read(BitReader in, int sample, long timeMs, long beforeMs) {
    if (sample == 0) {
      startMs = known ? timeMs - in.varint() : 0;
    } else if (changedOn > 0 && sample >= changedOn) {
      differenceMs += in.varbitInt();
      startMs = beforeMs - differenceMs;
    }
    return startMs;
  }

  /** Puts a start time into an array, where one is wanted. */
  static void put(long @Nullable [] startTimesMs, int at, long startMs) {
    if (startTimesMs != null) {
      startTimesMs[at] = startMs;
    }
  }
}
