package dev.deucalion.tsdb.wal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/** Expands compressed records into an array that it keeps. For one thread. */
final class RecordExpander {
  /** A record longer than this is taken for damage before memory is asked for. */
  static final int MAX_RECORD_BYTES = 1 << 30;

  /** A frame that does not say its length is taken for this many times its bytes at first. */
  private static final int FIRST_GUESS = 8;

  private byte[] expanded = new byte[0];

  /** What was expanded last, from index 0 on. */
  byte[] bytes() {
    return expanded;
  }

  /**
   * Expands a snappy block.
   *
   * @return the number of bytes
   * @throws IOException when it is none
   */
  int unsnappy(byte[] block, int length) throws IOException {
    int rawLength = Snappy.uncompressedLength(block, 0, length);
    if (rawLength < 0 || rawLength > MAX_RECORD_BYTES) {
      throw new IOException("snappy block of " + rawLength + " bytes");
    }
    reserve(rawLength);
    return Snappy.uncompress(block, 0, length, expanded, 0);
  }

  /** Expands a zstd frame, as {@link #unsnappy}; one that does not say its length is tried out. */
  int unzstd(byte[] frame, int length) throws IOException {
    long said = Zstd.getFrameContentSize(frame, 0, length);
    if (said > MAX_RECORD_BYTES) {
      throw new IOException("zstd frame of " + said + " bytes");
    }
    reserve(said > 0 ? (int) said : Math.min(length, MAX_RECORD_BYTES / FIRST_GUESS) * FIRST_GUESS);
    while (true) {
      try {
        return Math.toIntExact(
            Zstd.decompressByteArray(expanded, 0, expanded.length, frame, 0, length));
      } catch (ZstdException e) {
        if (e.getErrorCode() != Zstd.errDstSizeTooSmall() || expanded.length >= MAX_RECORD_BYTES) {
          throw new IOException("zstd: " + e.getMessage(), e);
        }
        reserve((int) Math.min(MAX_RECORD_BYTES, expanded.length * 2L));
      }
    }
  }

  private void reserve(int length) {
    if (expanded.length < length) {
      expanded = new byte[(int) Math.min(MAX_RECORD_BYTES, Math.max(length, expanded.length * 2L))];
    }
  }
}
