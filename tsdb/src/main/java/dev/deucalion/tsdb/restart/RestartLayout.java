package dev.deucalion.tsdb.restart;

import java.util.zip.CRC32C;

/**
 * Layout of a restart file ({@code docs/formats/restart.md}). All numbers are big-endian.
 *
 * <pre>
 * file:  | magic u32 | version u8 | 0 0 0 | block ...
 * block: | type u8 | raw bytes u32 | stored bytes u32 | CRC-32C u32 | data |
 * </pre>
 *
 * <p>The data is an LZ4 block, or the raw bytes where that would not be shorter. The checksum
 * covers the block but itself. The first block is {@link #START}, the last one {@link #END}.
 */
final class RestartLayout {
  static final int MAGIC = 0x44525354;
  static final int VERSION = 2;
  static final int FILE_HEADER_BYTES = 8;

  static final int RAW_LENGTH_OFFSET = 1;
  static final int STORED_LENGTH_OFFSET = 5;
  static final int CHECKSUM_OFFSET = 9;
  static final int BLOCK_HEADER_BYTES = 13;

  /** Most raw bytes of a block. */
  static final int MAX_BLOCK_BYTES = 64 << 20;

  /** Position of the log from which on it is to be replayed. */
  static final int START = 1;

  /** Strings, numbered from 0 on through all blocks. */
  static final int STRINGS = 2;

  static final int SERIES = 3;

  /** Records as they stand in the log. */
  static final int RECORDS = 4;

  /** What log and chunk files must have for the file to be good. */
  static final int END = 5;

  /** Second refs of series, each with the first one. */
  static final int SECOND_REFS = 6;

  /** A series without samples. */
  static final int NO_SAMPLES = 0;

  /** A series with an open chunk of floats. */
  static final int OPEN_FLOATS = 1;

  /** A series whose samples are all in full chunks. */
  static final int ALL_FULL = 2;

  /** A series with an open chunk of histograms. */
  static final int OPEN_HISTOGRAMS = 3;

  private RestartLayout() {}

  /** Checksum of a block. */
  static int checksum(byte[] header, byte[] data, int from, int bytes) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, CHECKSUM_OFFSET);
    crc.update(data, from, bytes);
    return (int) crc.getValue();
  }
}
