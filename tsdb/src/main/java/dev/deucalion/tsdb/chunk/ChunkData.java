package dev.deucalion.tsdb.chunk;

import java.util.Arrays;

/**
 * One chunk on its way between files and codecs, to be filled again and again. Behind the chunk its
 * array has {@link XorDecoder#PADDING_BYTES} more. For one thread.
 */
public final class ChunkData {
  /** Time of the first sample, ms. */
  public long minTimeMs;

  /** Time of the last sample, ms. */
  public long maxTimeMs;

  /** How the samples are encoded. */
  public ChunkEncoding encoding = ChunkEncoding.NONE;

  /**
   * Holds the encoded samples from {@link #from} on: what the chunk's checksum does not cover is
   * not here.
   */
  public byte[] bytes = new byte[1024 + XorDecoder.PADDING_BYTES];

  /** Where the encoded samples begin in {@link #bytes}. */
  public int from;

  /** Bytes of the encoded samples, their count at the head included. */
  public int length;

  /** Number of samples, as the chunk's first bytes say. */
  public int samples() {
    return HistogramHeader.samples(encoding, bytes, from);
  }

  /** Makes the array hold so many bytes and the padding; what is in it may be lost. */
  public void reserve(int count) {
    if (bytes.length < count + XorDecoder.PADDING_BYTES) {
      bytes = new byte[count + XorDecoder.PADDING_BYTES];
    }
  }

  /** Exchanges the contents of two chunks, without copying them. */
  public void swapWith(ChunkData other) {
    long otherMinTimeMs = other.minTimeMs;
    long otherMaxTimeMs = other.maxTimeMs;
    ChunkEncoding otherEncoding = other.encoding;
    byte[] otherBytes = other.bytes;
    int otherFrom = other.from;
    int otherLength = other.length;
    other.minTimeMs = minTimeMs;
    other.maxTimeMs = maxTimeMs;
    other.encoding = encoding;
    other.bytes = bytes;
    other.from = from;
    other.length = length;
    minTimeMs = otherMinTimeMs;
    maxTimeMs = otherMaxTimeMs;
    encoding = otherEncoding;
    bytes = otherBytes;
    from = otherFrom;
    length = otherLength;
  }

  /** Whether another chunk has the same samples in the same bytes. */
  public boolean hasSameBytes(ChunkData other) {
    return encoding == other.encoding
        && Arrays.equals(
            bytes, from, from + length, other.bytes, other.from, other.from + other.length);
  }

  /** The same chunk in an array of its own. */
  public ChunkData copy() {
    ChunkData copy = new ChunkData();
    copy.reserve(length);
    System.arraycopy(bytes, from, copy.bytes, 0, length);
    copy.length = length;
    copy.encoding = encoding;
    copy.minTimeMs = minTimeMs;
    copy.maxTimeMs = maxTimeMs;
    return copy;
  }
}
