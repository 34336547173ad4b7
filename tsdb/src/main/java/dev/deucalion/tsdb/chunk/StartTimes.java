package dev.deucalion.tsdb.chunk;

/**
 * Where in a chunk start times stand, which tell since when a counter counts. They are passed over:
 * nobody asks for them.
 *
 * @param known whether the first sample has one
 * @param changedOn number of the sample, from 1, from which on each has one, or 0 for none
 */
record StartTimes(boolean known, int changedOn) {
  static final StartTimes NONE = new StartTimes(false, 0);

  /** Byte of the chunk that says it, in all encodings that have them. */
  static final int OFFSET = 2;

  private static final int KNOWN_FLAG = 0x80;

  /** Reads it from a chunk's head. */
  static StartTimes of(ChunkEncoding encoding, byte[] chunk, int from) {
    if (!encoding.hasStartTimes()) {
      return NONE;
    }
    int header = chunk[from + OFFSET];
    return new StartTimes((header & KNOWN_FLAG) != 0, header & (KNOWN_FLAG - 1));
  }

  /** Passes over the start time of a sample, if it has one; the sample's other fields are read. */
  void skip(BitReader in, int sample) {
    if (sample == 0) {
      if (known) {
        in.varint();
      }
    } else if (changedOn > 0 && sample >= changedOn) {
      in.varbitInt();
    }
  }
}
