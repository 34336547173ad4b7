package dev.deucalion.http.receive;

import java.io.IOException;
import org.xerial.snappy.Snappy;

/**
 * One block of snappy: the length of the content as a varint, then literals and copies.
 *
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">Format</a>
 */
public final class SnappyBlock {
  /** In place of a length: the bytes begin with none. */
  public static final long CORRUPT = -1;

  private static final int MAX_VARINT_BYTES = 5;
  private static final long MAX_LENGTH = 0xffff_ffffL;

  private SnappyBlock() {}

  /** The length of the content that a block claims to have, or {@link #CORRUPT}. */
  public static long declaredLength(byte[] block) {
    long length = 0;
    for (int i = 0; i < Math.min(block.length, MAX_VARINT_BYTES); i++) {
      length |= (long) (block[i] & 0x7f) << (7 * i);
      if (block[i] >= 0) {
        return length <= MAX_LENGTH ? length : CORRUPT;
      }
    }
    return CORRUPT;
  }

  /**
   * Unpacks a block.
   *
   * @param into at least as long as the declared length
   * @return whether the block is well formed; else what is in {@code into} has no meaning
   */
  public static boolean unpack(byte[] block, byte[] into) {
    try {
      return Snappy.uncompress(block, 0, block.length, into, 0) == declaredLength(block);
    } catch (IOException e) {
      return false;
    }
  }
}
