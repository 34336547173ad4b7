package dev.deucalion.model.labels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;

/**
 * A seeded 128-bit hash of the bytes that name a series, fast enough to take the place of a
 * comparison. Two that meet in all 128 bits would be taken for one series; with a random seed
 * nobody can aim for it, and by chance it does not happen.
 *
 * <p>Two lanes go over the same blocks of 16 bytes. Each multiplies what it has, mixed with the
 * block, to 128 bits and folds the halves, so that every bit of the block reaches every bit of the
 * lane. The lanes differ in their seeds and in which half of the block meets which factor.
 */
public final class SeriesHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long seed0;
  private final long seed1;
  private final long seed2;
  private final long seed3;

  private long low;
  private long high;

  /** A hash with seeds of its own; equal bytes have equal hashes within one instance only. */
  public SeriesHash(RandomGenerator random) {
    this(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private SeriesHash(long seed0, long seed1, long seed2, long seed3) {
    this.seed0 = seed0;
    this.seed1 = seed1;
    this.seed2 = seed2;
    this.seed3 = seed3;
  }

  /** Another instance with the same seeds, for another thread. */
  public SeriesHash copy() {
    return new SeriesHash(seed0, seed1, seed2, seed3);
  }

  /** Lower half of the hash of the last {@link #of}. */
  public long low() {
    return low;
  }

  /** Upper half of the hash of the last {@link #of}. */
  public long high() {
    return high;
  }

  /** Hashes the bytes from {@code from} up to {@code to} exclusive. */
  public void of(byte[] bytes, int from, int to) {
    long s0 = seed0;
    long s1 = seed1;
    long s2 = seed2;
    long s3 = seed3;
    int length = to - from;
    long a = s0 ^ length;
    long b = s1;
    int at = from;
    for (int last = to - 16; at <= last; at += 16) {
      long x = (long) LONG.get(bytes, at);
      long y = (long) LONG.get(bytes, at + 8);
      a = fold(x ^ a, y ^ s2);
      b = fold(y ^ b, x ^ s3);
    }
    int left = to - at;
    if (left > 0) {
      long x;
      long y;
      if (length >= 16) {
        x = (long) LONG.get(bytes, to - 16);
        y = (long) LONG.get(bytes, to - 8);
      } else if (length >= 8) {
        x = (long) LONG.get(bytes, from);
        y = (long) LONG.get(bytes, to - 8);
      } else {
        x = 0;
        for (int i = from; i < to; i++) {
          x = x << 8 | bytes[i] & 0xFF;
        }
        y = 0;
      }
      a = fold(x ^ a, y ^ s3);
      b = fold(y ^ b, x ^ s2);
    }
    low = fold(a ^ s1, b ^ s3);
    high = fold(b ^ s0, a ^ s2);
  }

  private static long fold(long x, long y) {
    return x * y ^ Math.unsignedMultiplyHigh(x, y);
  }
}
