package dev.deucalion.tsdb.wal;

import dev.deucalion.model.time.UtcText;
import java.util.zip.CRC32C;

/**
 * Layout of a segment of the log ({@code docs/formats/wal.md}).
 *
 * <pre>
 * segment:  page ...                      each of {@link #PAGE_BYTES}, the last one may end early
 * page:     fragment ... zeros
 * fragment: | type and compression u8 | length u16 BE | CRC-32C of the data u32 BE | data |
 * </pre>
 *
 * <p>A record is one {@link #FULL} fragment, or a {@link #FIRST}, any {@link #MIDDLE}s and a {@link
 * #LAST} in pages that follow each other; no record crosses segments. Type 0 says that the rest of
 * the page is zeros.
 */
public final class WalLayout {
  public static final int PAGE_BYTES = 32 << 10;
  public static final int FRAGMENT_HEADER_BYTES = 7;
  public static final int LENGTH_OFFSET = 1;
  public static final int CHECKSUM_OFFSET = 3;

  public static final int PAGE_END = 0;
  public static final int FULL = 1;
  public static final int FIRST = 2;
  public static final int MIDDLE = 3;
  public static final int LAST = 4;

  public static final int TYPE_MASK = 0b111;
  public static final int SNAPPY_BIT = 1 << 3;
  public static final int ZSTD_BIT = 1 << 4;

  /** Behind the name of a checkpoint that is not finished. */
  static final String UNFINISHED_SUFFIX = ".tmp";

  private static final String CHECKPOINT_PREFIX = "checkpoint.";

  private WalLayout() {}

  /** File name of a segment. */
  public static String segmentName(long number) {
    StringBuilder name = new StringBuilder(8);
    UtcText.appendDigits(name, number, 8);
    return name.toString();
  }

  /** Number of the segment with a file name, or -1 when it is none. */
  public static long segmentNumber(String name) {
    return number(name);
  }

  /** The last segment that a checkpoint with this directory name stands for, or -1. */
  public static long checkpointNumber(String name) {
    return name.startsWith(CHECKPOINT_PREFIX)
        ? number(name.substring(CHECKPOINT_PREFIX.length()))
        : -1;
  }

  /** Directory name of the checkpoint that stands for the segments up to one. */
  static String checkpointName(long lastSegment) {
    return CHECKPOINT_PREFIX + segmentName(lastSegment);
  }

  /** Whether a directory name is that of a checkpoint that is not finished. */
  static boolean isUnfinishedCheckpoint(String name) {
    return name.startsWith(CHECKPOINT_PREFIX) && name.endsWith(UNFINISHED_SUFFIX);
  }

  private static long number(String digits) {
    if (digits.isEmpty() || digits.length() > 18) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number;
  }

  static int checksum(byte[] bytes, int from, int count) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, count);
    return (int) crc.getValue();
  }
}
