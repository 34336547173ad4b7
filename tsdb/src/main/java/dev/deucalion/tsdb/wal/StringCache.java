package dev.deucalion.tsdb.wal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings made lately, by their bytes: names and many values of labels come again and again, and
 * the same string is a string less to allocate. For one thread.
 */
final class StringCache {
  private static final int SLOTS = 2048;
  private static final int MAX_BYTES = 64;
  private static final byte[] NOTHING = {};

  private final byte[][] keys = new byte[SLOTS][];
  private final String[] strings = new String[SLOTS];

  StringCache() {
    Arrays.fill(keys, NOTHING);
    Arrays.fill(strings, "");
  }

  String get(byte[] bytes, int from, int length) {
    if (length > MAX_BYTES) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    int slot = slot(bytes, from, length);
    byte[] key = keys[slot];
    if (Arrays.equals(key, 0, key.length, bytes, from, from + length)) {
      return strings[slot];
    }
    String made = new String(bytes, from, length, StandardCharsets.UTF_8);
    keys[slot] = Arrays.copyOfRange(bytes, from, from + length);
    strings[slot] = made;
    return made;
  }

  private static int slot(byte[] bytes, int from, int length) {
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = hash * 31 + bytes[i];
    }
    hash *= 0x9e3779b9;
    return hash >>> 21;
  }
}
