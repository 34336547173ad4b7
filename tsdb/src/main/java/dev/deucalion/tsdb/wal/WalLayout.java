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
  /** Bytes of a page. */
  public static final int PAGE_BYTES = 32 << 10;

  /** Bytes of a fragment before its data. */
  public static final int FRAGMENT_HEADER_BYTES = 7;

  /** Where a fragment has the length of its data. */
  public static final int LENGTH_OFFSET = 1;

  /** Where a fragment has the checksum of its data. */
  public static final int CHECKSUM_OFFSET = 3;

  /** Type of the zeros at the end of a page. */
  public static final int PAGE_END = 0;

  /** Type of a fragment that is a whole record. */
  public static final int FULL = 1;

  /** Type of the first fragment of a record. */
  public static final int FIRST = 2;

  /** Type of a fragment that is neither the first nor the last of its record. */
  public static final int MIDDLE = 3;

  /** Type of the last fragment of a record. */
  public static final int LAST = 4;

  /** The bits of the first byte that are the type. */
  public static final int TYPE_MASK = 0b111;

  /** Set in the first byte where the record is compressed with snappy. */
  public static final int SNAPPY_BIT = 1 << 3;

  /** Set in the first byte where the record is compressed with zstd. */
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
