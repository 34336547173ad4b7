package dev.deucalion.tsdb.block;

/**
 * The file {@code index} of a block: symbols, series, postings, the table of their offsets, and a
 * table of contents at the end. See {@code docs/formats/index.md}.
 */
final class IndexLayout {
  static final String FILE_NAME = "index";

  static final int MAGIC = 0xBAAAD700;
  static final int VERSION_OFFSET = 4;

  /** Magic number, version. */
  static final int HEADER_BYTES = 5;

  /** Series and symbols are referred to by offset; the table of offsets is in no order. */
  static final int VERSION_1 = 1;

  /** Series are aligned, symbols numbered, the table of offsets sorted. */
  static final int VERSION_2 = 2;

  /** Reads as version 2. */
  static final int VERSION_3 = 3;

  /** Series begin at multiples of this from version 2 on, and their refs count these. */
  static final int SERIES_ALIGNMENT = 16;

  static final int POSTINGS_ALIGNMENT = 4;
  static final int CHECKSUM_BYTES = 4;
  static final int LENGTH_BYTES = 4;

  /** A posting list besides its refs: length, count, checksum. */
  static final int POSTINGS_OVERHEAD_BYTES = 12;

  /** Strings of an entry in the table of offsets: name and value. */
  static final int KEYS_OF_ENTRY = 2;

  /** Six offsets and a checksum. */
  static final int CONTENTS_BYTES = 6 * Long.BYTES + CHECKSUM_BYTES;

  /** Most that a length of four bytes can say. */
  static final long MAX_SECTION_BYTES = 0xffffffffL;

  /** Refs of series have four bytes. */
  static final long MAX_SERIES_OFFSET = MAX_SECTION_BYTES * SERIES_ALIGNMENT;

  private IndexLayout() {}
}
