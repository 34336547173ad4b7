package dev.deucalion.model.labels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash function XXH64, as its specification describes it
 * (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md).
 */
public final class XxHash64 {
  private static final long PRIME_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME_3 = 0x165667B19E3779F9L;
  private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME_5 = 0x27D4EB2F165667C5L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private XxHash64() {}

  /** Hashes {@code count} bytes from {@code from} on. */
  public static long hash(byte[] bytes, int from, int count, long seed) {
    int at = from;
    int end = from + count;
    long h;
    if (count >= 32) {
      long a = seed + PRIME_1 + PRIME_2;
      long b = seed + PRIME_2;
      long c = seed;
      long d = seed - PRIME_1;
      for (int last = end - 32; at <= last; at += 32) {
        a = round(a, (long) LONG.get(bytes, at));
        b = round(b, (long) LONG.get(bytes, at + 8));
        c = round(c, (long) LONG.get(bytes, at + 16));
        d = round(d, (long) LONG.get(bytes, at + 24));
      }
      h =
          Long.rotateLeft(a, 1)
              + Long.rotateLeft(b, 7)
              + Long.rotateLeft(c, 12)
              + Long.rotateLeft(d, 18);
      h = merge(merge(merge(merge(h, a), b), c), d);
    } else {
      h = seed + PRIME_5;
    }
    return finish(h + count, bytes, at, end);
  }

  private static long finish(long begun, byte[] bytes, int from, int end) {
    long h = begun;
    int at = from;
    for (; at + 8 <= end; at += 8) {
      h ^= round(0, (long) LONG.get(bytes, at));
      h = Long.rotateLeft(h, 27) * PRIME_1 + PRIME_4;
    }
    if (at + 4 <= end) {
      h ^= ((int) INT.get(bytes, at) & 0xffffffffL) * PRIME_1;
      h = Long.rotateLeft(h, 23) * PRIME_2 + PRIME_3;
      at += 4;
    }
    for (; at < end; at++) {
      h ^= (bytes[at] & 0xffL) * PRIME_5;
      h = Long.rotateLeft(h, 11) * PRIME_1;
    }
    h ^= h >>> 33;
    h *= PRIME_2;
    h ^= h >>> 29;
    h *= PRIME_3;
    return h ^ h >>> 32;
  }

  private static long round(long accumulator, long lane) {
    return Long.rotateLeft(accumulator + lane * PRIME_2, 31) * PRIME_1;
  }

  private static long merge(long hash, long accumulator) {
    return (hash ^ round(0, accumulator)) * PRIME_1 + PRIME_4;
  }
}
