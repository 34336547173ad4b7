package dev.deucalion.tsdb.restart;

import dev.deucalion.tsdb.chunk.FullChunks;
import dev.deucalion.tsdb.chunk.XorEncoder;

/**
 * The open chunk of a series of floats, and what appending to it needs to know; to be filled again
 * and again. For one thread.
 */
public final class OpenFloats {
  /** Time of the last sample, ms. */
  public long lastTimeMs;

  /** Bits of the last value. */
  public long lastValueBits;

  /** Difference of the last two times, ms. */
  public long lastDeltaMs;

  /** From the last sample to the beginning of the next chunk, ms. */
  public long untilNextMs;

  /** Zero bits before the window of bits that changed last. */
  public int leading;

  /** Zero bits after that window. */
  public int trailing;

  /** Number of samples. */
  public int samples;

  /** Bits of the chunk, the two bytes of its header included. */
  public int bits;

  /** Holds the chunk from {@link #from} on. */
  public byte[] chunk = new byte[0];

  /** Where the chunk begins in {@link #chunk}. */
  public int from;

  /**
   * Takes the chunk of {@link #samples} and {@link #bits}.
   *
   * @param words has its whole words from {@code wordsFrom} on
   * @param tail its bits after them
   */
  public void copy(byte[] words, int wordsFrom, long tail) {
    if (chunk.length < bytes()) {
      chunk = new byte[FullChunks.MAX_CHUNK_BYTES];
    }
    from = 0;
    System.arraycopy(words, wordsFrom, chunk, 0, XorEncoder.wholeBytes(bits));
    XorEncoder.complete(chunk, 0, samples, bits, tail);
  }

  /** Bytes of the chunk. */
  public int bytes() {
    return (bits + 7) >>> 3;
  }

  void putTo(RawBlock block) {
    block.putSigned(lastTimeMs);
    block.putLong(lastValueBits);
    block.putUnsigned(lastDeltaMs);
    block.putUnsigned(untilNextMs);
    block.putByte(leading);
    block.putByte(trailing);
    block.putUnsigned(samples);
    block.putUnsigned(bits);
    block.putBytes(chunk, from, bytes());
  }

  void getFrom(RawBytes in) throws DistrustException {
    lastTimeMs = in.signed();
    lastValueBits = in.longValue();
    lastDeltaMs = in.unsigned();
    untilNextMs = in.unsigned();
    leading = in.byteValue();
    trailing = in.byteValue();
    samples = in.count();
    bits = in.count();
    int length = in.count();
    if (length != bytes() || length > in.remaining()) {
      throw new DistrustException("chunk of " + length + " bytes and " + bits + " bits");
    }
    chunk = in.array();
    from = in.skip(length);
  }
}
