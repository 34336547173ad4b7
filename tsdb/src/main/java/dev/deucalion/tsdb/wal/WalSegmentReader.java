package dev.deucalion.tsdb.wal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.xerial.snappy.Snappy;

/** Reads the records of one segment in turn. */
final class WalSegmentReader {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  /** A record longer than this is taken for damage before memory is asked for. */
  private static final int MAX_RECORD_BYTES = 1 << 30;

  private final MemorySegment bytes;
  private final long size;
  private long at;
  private long recordStart;
  private byte[] fragments = new byte[WalLayout.PAGE_BYTES];
  private int fragmentsLength;
  private byte[] record = new byte[0];
  private int recordLength;
  private final byte[] header = new byte[WalLayout.FRAGMENT_HEADER_BYTES];

  WalSegmentReader(MemorySegment bytes) {
    this.bytes = bytes;
    this.size = bytes.byteSize();
  }

  /** The record, from index 0 on, until the next call of {@link #next}. */
  byte[] record() {
    return record;
  }

  int recordLength() {
    return recordLength;
  }

  /** Offset of the record in the segment. */
  long recordStart() {
    return recordStart;
  }

  /**
   * Moves to the next record, or says that there is none.
   *
   * @throws WalCorruption when what follows is no record
   * @throws IOException when the record is of a kind that this program cannot read
   */
  boolean next() throws IOException {
    fragmentsLength = 0;
    boolean inRecord = false;
    recordStart = at;
    while (at < size) {
      int inPage = (int) (at & (WalLayout.PAGE_BYTES - 1));
      if ((bytes.get(BYTE, at) & WalLayout.TYPE_MASK) == WalLayout.PAGE_END) {
        skipZeros(Math.min(size, at - inPage + WalLayout.PAGE_BYTES));
        if (!inRecord) {
          recordStart = at;
        }
        continue;
      }
      int fragmentHeader = readFragment(inPage);
      int type = fragmentHeader & WalLayout.TYPE_MASK;
      boolean begins = type == WalLayout.FULL || type == WalLayout.FIRST;
      if (type > WalLayout.LAST || begins == inRecord) {
        throw corruption(
            "fragment of type " + type + (inRecord ? " inside" : " outside") + " a record");
      }
      inRecord = true;
      if (type == WalLayout.FULL || type == WalLayout.LAST) {
        decompress(fragmentHeader);
        return true;
      }
    }
    if (inRecord) {
      throw corruption("record goes on behind the end of the segment, at " + size);
    }
    return false;
  }

  private void skipZeros(long to) throws WalCorruption {
    for (; at < to; at++) {
      if (bytes.get(BYTE, at) != 0) {
        throw corruption(
            "expected zeros up to " + to + ", found " + bytes.get(BYTE, at) + " at " + at);
      }
    }
  }

  private int readFragment(int inPage) throws WalCorruption {
    long left = Math.min(size - at, WalLayout.PAGE_BYTES - inPage);
    if (left < header.length) {
      throw corruption("expected a fragment header, found " + left + " bytes");
    }
    MemorySegment.copy(bytes, BYTE, at, header, 0, header.length);
    int length = (header[1] & 0xff) << 8 | header[2] & 0xff;
    if (length > left - header.length) {
      throw corruption("expected " + length + " bytes of data, found " + (left - header.length));
    }
    if (fragmentsLength + length > MAX_RECORD_BYTES) {
      throw corruption("record of more than " + MAX_RECORD_BYTES + " bytes");
    }
    if (fragmentsLength + length > fragments.length) {
      fragments =
          Arrays.copyOf(fragments, Math.max(fragments.length * 2, fragmentsLength + length));
    }
    MemorySegment.copy(bytes, BYTE, at + header.length, fragments, fragmentsLength, length);
    int expected = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      expected = expected << 8 | header[WalLayout.CHECKSUM_OFFSET + i] & 0xff;
    }
    int found = WalLayout.checksum(fragments, fragmentsLength, length);
    if (expected != found) {
      throw corruption(
          "crc32c expected "
              + Integer.toHexString(expected)
              + ", found "
              + Integer.toHexString(found));
    }
    fragmentsLength += length;
    at += header.length + length;
    return header[0];
  }

  private void decompress(int fragmentHeader) throws IOException {
    if ((fragmentHeader & WalLayout.ZSTD_BIT) != 0) {
      throw new IOException(
          "records compressed with zstd cannot be read, at offset " + recordStart);
    }
    if ((fragmentHeader & WalLayout.SNAPPY_BIT) == 0) {
      if (record.length < fragmentsLength) {
        record = new byte[Math.max(fragmentsLength, record.length * 2)];
      }
      System.arraycopy(fragments, 0, record, 0, fragmentsLength);
      recordLength = fragmentsLength;
      return;
    }
    try {
      int length = Snappy.uncompressedLength(fragments, 0, fragmentsLength);
      if (length < 0 || length > MAX_RECORD_BYTES) {
        throw corruption("snappy block of " + length + " bytes");
      }
      if (record.length < length) {
        record = new byte[Math.max(length, record.length * 2)];
      }
      recordLength = Snappy.uncompress(fragments, 0, fragmentsLength, record, 0);
    } catch (WalCorruption e) {
      throw e;
    } catch (IOException e) {
      throw corruption("snappy: " + e.getMessage());
    }
  }

  WalCorruption corruption(String problem) {
    return new WalCorruption(recordStart, problem);
  }
}
