package dev.deucalion.tsdb.chunk;

import java.util.ArrayList;
import java.util.List;

/** The XOR encoding as strings of zeros and ones, straight from the format's description. */
final class NaiveXor {
  record Sample(long timeMs, long valueBits) {}

  private NaiveXor() {}

  static byte[] encode(List<Sample> samples) {
    StringBuilder bits = new StringBuilder(binary(samples.size(), 16));
    long delta = 0;
    int[] window = {-1, -1};
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      if (i == 0) {
        varint(bits, sample.timeMs << 1 ^ sample.timeMs >> 63);
        bits.append(binary(sample.valueBits, 64));
        continue;
      }
      Sample before = samples.get(i - 1);
      long newDelta = sample.timeMs - before.timeMs;
      if (i == 1) {
        varint(bits, newDelta);
      } else {
        time(bits, newDelta - delta);
      }
      delta = newDelta;
      value(bits, sample.valueBits ^ before.valueBits, window);
    }
    return bytes(bits);
  }

  /** Bits as bytes, zeros added to the last one. */
  static byte[] bytes(StringBuilder bits) {
    while (bits.length() % 8 != 0) {
      bits.append('0');
    }
    byte[] bytes = new byte[bits.length() / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
    }
    return bytes;
  }

  private static void time(StringBuilder bits, long dod) {
    if (dod == 0) {
      bits.append('0');
    } else if (dod >= -8191 && dod <= 8192) {
      bits.append("10").append(binary(dod, 14));
    } else if (dod >= -65535 && dod <= 65536) {
      bits.append("110").append(binary(dod, 17));
    } else if (dod >= -524287 && dod <= 524288) {
      bits.append("1110").append(binary(dod, 20));
    } else {
      bits.append("1111").append(binary(dod, 64));
    }
  }

  private static void value(StringBuilder bits, long xor, int[] window) {
    if (xor == 0) {
      bits.append('0');
      return;
    }
    String all = binary(xor, 64);
    int leading = Math.min(31, all.indexOf('1'));
    int trailing = 63 - all.lastIndexOf('1');
    if (window[0] >= 0 && leading >= window[0] && trailing >= window[1]) {
      bits.append("10").append(all, window[0], 64 - window[1]);
      return;
    }
    window[0] = leading;
    window[1] = trailing;
    bits.append("11").append(binary(leading, 5)).append(binary(64 - leading - trailing, 6));
    bits.append(all, leading, 64 - trailing);
  }

  static void varint(StringBuilder bits, long value) {
    List<Long> groups = new ArrayList<>();
    long rest = value;
    do {
      groups.add(rest & 127);
      rest >>>= 7;
    } while (rest != 0);
    for (int i = 0; i < groups.size(); i++) {
      bits.append(i + 1 < groups.size() ? '1' : '0').append(binary(groups.get(i), 7));
    }
  }

  /** The low bits of a number. */
  static String binary(long value, int count) {
    StringBuilder bits = new StringBuilder();
    for (int i = count - 1; i >= 0; i--) {
      bits.append(value >>> i & 1);
    }
    return bits.toString();
  }
}
