package dev.deucalion.tsdb.wal;

import java.util.Arrays;

/**
 * Lays out records as fragments in pages, in memory: {@link #begin}, then {@link #add} as often as
 * there are records. For one thread.
 */
final class PageLayout {
  private byte[] out = new byte[2 * WalLayout.PAGE_BYTES];
  private int length;
  private long offset;
  private int fragments;
  private int fragmentBytes;

  /** Forgets what was laid out; what comes stands in a segment from an offset on. */
  void begin(long segmentOffset) {
    offset = segmentOffset;
    length = 0;
    fragments = 0;
    fragmentBytes = 0;
  }

  /** The bytes, from index 0 on. */
  byte[] bytes() {
    return out;
  }

  int length() {
    return length;
  }

  /** How many fragments were laid out. */
  int fragments() {
    return fragments;
  }

  /** Bytes of all fragments, headers included. */
  int fragmentBytes() {
    return fragmentBytes;
  }

  /** How many pages have some of the bytes. */
  int pages() {
    long end = offset + length + WalLayout.PAGE_BYTES - 1;
    return length == 0 ? 0 : (int) (end / WalLayout.PAGE_BYTES - offset / WalLayout.PAGE_BYTES);
  }

  /** More bytes than records of some bytes can take with all headers and padding. */
  static long mostBytes(int records, long dataBytes) {
    long pages = dataBytes / (WalLayout.PAGE_BYTES - WalLayout.FRAGMENT_HEADER_BYTES) + 3;
    return dataBytes + (records + pages) * 2 * WalLayout.FRAGMENT_HEADER_BYTES;
  }

  /** Offset in the segment at which the next record begins. */
  long nextStart() {
    int room = roomInPage();
    return offset + length + (room <= WalLayout.FRAGMENT_HEADER_BYTES ? room : 0);
  }

  void add(RecordBuffer record) {
    byte[] data = record.bytes();
    int dataLength = record.length();
    int at = 0;
    do {
      int room = roomInPage();
      if (room <= WalLayout.FRAGMENT_HEADER_BYTES) {
        putZeros(room);
        room = WalLayout.PAGE_BYTES;
      }
      int count = Math.min(dataLength - at, room - WalLayout.FRAGMENT_HEADER_BYTES);
      boolean isLast = at + count == dataLength;
      int type =
          at == 0
              ? (isLast ? WalLayout.FULL : WalLayout.FIRST)
              : (isLast ? WalLayout.LAST : WalLayout.MIDDLE);
      putFragment(type | record.compressionBit(), data, at, count);
      at += count;
    } while (at < dataLength);
  }

  /** Fills the last page with zeros. */
  void padPage() {
    int room = roomInPage();
    if (room < WalLayout.PAGE_BYTES) {
      putZeros(room);
    }
  }

  private int roomInPage() {
    return WalLayout.PAGE_BYTES - (int) ((offset + length) & (WalLayout.PAGE_BYTES - 1));
  }

  private void putZeros(int count) {
    reserve(count);
    Arrays.fill(out, length, length + count, (byte) 0);
    length += count;
  }

  private void putFragment(int header, byte[] data, int from, int count) {
    reserve(WalLayout.FRAGMENT_HEADER_BYTES + count);
    int checksum = WalLayout.checksum(data, from, count);
    int at = length;
    out[at] = (byte) header;
    out[at + WalLayout.LENGTH_OFFSET] = (byte) (count >>> 8);
    out[at + WalLayout.LENGTH_OFFSET + 1] = (byte) count;
    for (int i = 0; i < Integer.BYTES; i++) {
      out[at + WalLayout.CHECKSUM_OFFSET + i] = (byte) (checksum >>> (24 - 8 * i));
    }
    System.arraycopy(data, from, out, at + WalLayout.FRAGMENT_HEADER_BYTES, count);
    length = at + WalLayout.FRAGMENT_HEADER_BYTES + count;
    fragments++;
    fragmentBytes += length - at;
  }

  private void reserve(int count) {
    if (length + count > out.length) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, length + count));
    }
  }
}
