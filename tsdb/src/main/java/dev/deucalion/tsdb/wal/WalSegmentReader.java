package dev.deucalion.tsdb.wal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Reads the records of one segment in turn. Bytes are copied before they are looked at: where the
 * disk does not give them, a copy tells so by an error, but compiled code that looks at a byte in
 * place may end the process.
 */
final class WalSegmentReader {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private final MemorySegment bytes;
  private final long size;
  private long at;
  private long recordStart;
  private byte[] fragments = new byte[WalLayout.PAGE_BYTES];
  private int fragmentsLength;
  private final RecordExpander expander = new RecordExpander();
  private byte[] record = fragments;
  private int recordLength;
  private final RecordBytes fields = new RecordBytes();
  private byte[] mark = new byte[RecordEncoder.MARK_BYTES];
  private final byte[] header = new byte[WalLayout.FRAGMENT_HEADER_BYTES];

  WalSegmentReader(MemorySegment bytes) {
    this(bytes, 0);
  }

  /**
   * @param offset where a record begins, or the segment ends
   */
  WalSegmentReader(MemorySegment bytes, long offset) {
    this.bytes = bytes;
    this.at = offset;
    this.size = bytes.byteSize();
  }

  /** The record, from index 0 on, until the next call of {@link #next}. */
  byte[] record() {
    return record;
  }

  int recordLength() {
    return recordLength;
  }

  /** Offset behind the record, or behind what was passed over at the end. */
  long position() {
    return at;
  }

  /** Offset of the record in the segment. */
  long recordStart() {
    return recordStart;
  }

  /**
   * Moves to the next record, or says that there is none. Before the mark of a batch is given, all
   * of the batch is checked, so that no part of one is given.
   *
   * @throws WalCorruption when what follows is no record, or the disk does not give it
   */
  boolean next() throws WalCorruption {
    long start = at;
    try {
      if (!nextRecord()) {
        return false;
      }
      if (RecordType.of(record, recordLength) == RecordType.BATCH) {
        checkBatch();
      }
      return true;
    } catch (InternalError e) {
      // So the JVM says that it met a fault in a mapping.
      throw new WalCorruption(start, e);
    }
  }

  /** Checks the records that the mark stands for which was just read, and goes back to it. */
  private void checkBatch() throws WalCorruption {
    long start = recordStart;
    long first = at;
    int length = recordLength;
    if (mark.length < length) {
      mark = new byte[length];
    }
    System.arraycopy(record, 0, mark, 0, length);
    int fieldsAt = HiddenRecord.prefixBytes(mark, 0, length) + 1;
    fields.reset(mark, fieldsAt, length - fieldsAt);
    try {
      long count = fields.readUnsigned();
      for (long i = 0; i < count; i++) {
        if (!nextRecord()) {
          throw new WalCorruption(start, "batch of " + count + " records has only " + i);
        }
      }
    } catch (MalformedRecordException | WalCorruption e) {
      throw new WalCorruption(start, "batch that is not whole: " + e.getMessage());
    }
    at = first;
    recordStart = start;
    record = mark;
    recordLength = length;
  }

  private boolean nextRecord() throws WalCorruption {
    fragmentsLength = 0;
    boolean inRecord = false;
    recordStart = at;
    while (at < size) {
      int inPage = (int) (at & (WalLayout.PAGE_BYTES - 1));
      int left = (int) Math.min(size - at, WalLayout.PAGE_BYTES - inPage);
      MemorySegment.copy(bytes, BYTE, at, header, 0, Math.min(left, header.length));
      if ((header[0] & WalLayout.TYPE_MASK) == WalLayout.PAGE_END) {
        skipPadding(Math.min(size, at - inPage + WalLayout.PAGE_BYTES));
        if (!inRecord) {
          recordStart = at;
        }
        continue;
      }
      int fragmentHeader = readFragment(left);
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

  /**
   * Skips zeros up to the end of the page. Pages that are not the last one are full but for a few
   * bytes: more zeros end the segment. With anything behind them, they are a hole that a loss of
   * power left.
   */
  private void skipPadding(long pageEnd) throws WalCorruption {
    skipZeros(pageEnd - at > WalLayout.FRAGMENT_HEADER_BYTES ? size : pageEnd);
  }

  private void skipZeros(long to) throws WalCorruption {
    byte[] copied = new byte[(int) Math.min(WalLayout.PAGE_BYTES, to - at)];
    while (at < to) {
      int length = (int) Math.min(copied.length, to - at);
      MemorySegment.copy(bytes, BYTE, at, copied, 0, length);
      for (int i = 0; i < length; i++) {
        if (copied[i] != 0) {
          at += i;
          throw corruption("expected zeros up to " + to + ", found " + copied[i] + " at " + at);
        }
      }
      at += length;
    }
  }

  /**
   * Reads the fragment whose header was copied.
   *
   * @param left bytes of the page, or of the segment where that ends before
   * @return the first byte of the header
   */
  private int readFragment(int left) throws WalCorruption {
    if (left < header.length) {
      throw corruption("expected a fragment header, found " + left + " bytes");
    }
    int length = (header[1] & 0xff) << 8 | header[2] & 0xff;
    if (length > left - header.length) {
      throw corruption("expected " + length + " bytes of data, found " + (left - header.length));
    }
    if (fragmentsLength + length > RecordExpander.MAX_RECORD_BYTES) {
      throw corruption("record of more than " + RecordExpander.MAX_RECORD_BYTES + " bytes");
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

  private void decompress(int fragmentHeader) throws WalCorruption {
    boolean zstd = (fragmentHeader & WalLayout.ZSTD_BIT) != 0;
    if (!zstd && (fragmentHeader & WalLayout.SNAPPY_BIT) == 0) {
      record = fragments;
      recordLength = fragmentsLength;
      return;
    }
    try {
      recordLength =
          zstd
              ? expander.unzstd(fragments, fragmentsLength)
              : expander.unsnappy(fragments, fragmentsLength);
      record = expander.bytes();
    } catch (IOException e) {
      throw corruption(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  WalCorruption corruption(String problem) {
    return new WalCorruption(recordStart, problem);
  }
}
