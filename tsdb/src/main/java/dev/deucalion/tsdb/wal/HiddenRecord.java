package dev.deucalion.tsdb.wal;

/**
 * What stands in front of a record that Prometheus' agent must not see ({@code
 * docs/formats/wal.md}): a tombstone of the series 0, which no series is. An agent passes over
 * records of tombstones without looking into them.
 */
final class HiddenRecord {
  /** Type, ref, first and last time. */
  static final int PREFIX_BYTES = 1 + Long.BYTES + 1 + 1;

  private HiddenRecord() {}

  static void putPrefix(RecordBuffer out) {
    out.putByte(RecordType.TOMBSTONES.code());
    out.putLong(0);
    out.putSigned(0);
    out.putSigned(0);
  }

  /** Bytes in front of the type of a record: of the prefix, or 0 where the record is not hidden. */
  static int prefixBytes(byte[] record, int from, int length) {
    if (length <= PREFIX_BYTES || RecordType.ofCode(record[from]) != RecordType.TOMBSTONES) {
      return 0;
    }
    for (int i = 1; i < PREFIX_BYTES; i++) {
      if (record[from + i] != 0) {
        return 0;
      }
    }
    return PREFIX_BYTES;
  }
}
