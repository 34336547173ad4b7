package dev.deucalion.tsdb.index;

/** Walks through the labels of one series as symbols. Not thread-safe; may be used again. */
public final class LabelSetReader {
  private byte[] bytes = new byte[0];
  private int at;
  private int size;
  private int remaining;
  private int name;
  private int value;

  /** A reader without a series. */
  public LabelSetReader() {}

  void reset(byte[] newBytes, int from) {
    bytes = newBytes;
    at = from;
    size = varint();
    remaining = size;
  }

  /** Labels of the series. */
  int size() {
    return size;
  }

  /** Index of the byte that is read next. */
  int position() {
    return at;
  }

  /** Bytes of a number as a varint. */
  static int varintBytes(int value) {
    return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(value) + 6) / 7);
  }

  /** Labels that are still to come. */
  public int remaining() {
    return remaining;
  }

  /** Moves to the next label, or says that there is none. */
  public boolean next() {
    if (remaining == 0) {
      return false;
    }
    remaining--;
    name = varint();
    value = varint();
    return true;
  }

  /** Symbol of the label's name. */
  public int name() {
    return name;
  }

  /** Symbol of the label's value. */
  public int value() {
    return value;
  }

  private int varint() {
    int result = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = bytes[at++];
      result |= (b & 0x7f) << shift;
      if (b >= 0) {
        return result;
      }
    }
  }
}
