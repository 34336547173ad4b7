package dev.deucalion.tsdb.wal;

/** Says what is wrong with a record whose checksum is right. */
public final class MalformedRecordException extends Exception {
  MalformedRecordException(String message) {
    super(message);
  }
}
