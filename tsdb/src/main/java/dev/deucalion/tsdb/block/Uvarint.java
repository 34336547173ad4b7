package dev.deucalion.tsdb.block;

/**
 * Numbers of one to ten bytes: 7 bits a byte, the lowest first, the top bit says that more come.
 */
final class Uvarint {
  static final int MAX_BYTES = 10;

  private Uvarint() {}

  /** Puts a number into an array and returns where it ends. */
  static int put(byte[] target, int from, long value) {
    int at = from;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    return at;
  }

  /** As {@link #put}, of twice the number, or of the complement of that where it is negative. */
  static int putSigned(byte[] target, int from, long value) {
    return put(target, from, value << 1 ^ value >> 63);
  }
}
