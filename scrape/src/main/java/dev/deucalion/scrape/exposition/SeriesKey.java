package dev.deucalion.scrape.exposition;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes that tell a series from others where the body does not have them in one place: what all
 * series of a family and of a metric share, then what is this one's own.
 *
 * <pre>
 * family: length (4 bytes) and bytes of the name
 * metric: length (4 bytes) and bytes of each label message
 * series: what it is (1 byte), bits of its quantile or bound (8 bytes)
 * </pre>
 */
final class SeriesKey {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIRST_CAPACITY = 512;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int familyEnd;
  private int metricEnd;

  /** The array, another one after something was added. */
  byte[] bytes() {
    return bytes;
  }

  /** Begins a family. */
  void family(byte[] source, int from, int to) {
    familyEnd = put(0, source, from, to);
    metricEnd = familyEnd;
  }

  /** Begins a metric of the family. */
  void metric() {
    metricEnd = familyEnd;
  }

  /** Adds a part to the metric. */
  void add(byte[] source, int from, int to) {
    metricEnd = put(metricEnd, source, from, to);
  }

  /** Ends the key with what is the series' own; where it ends. */
  int series(byte what, double place) {
    reserve(metricEnd, 1 + Long.BYTES);
    bytes[metricEnd] = what;
    LONG.set(bytes, metricEnd + 1, Double.doubleToRawLongBits(place));
    return metricEnd + 1 + Long.BYTES;
  }

  private int put(int at, byte[] source, int from, int to) {
    int length = to - from;
    reserve(at, Integer.BYTES + length);
    INT.set(bytes, at, length);
    System.arraycopy(source, from, bytes, at + Integer.BYTES, length);
    return at + Integer.BYTES + length;
  }

  private void reserve(int at, int count) {
    if (count > bytes.length - at) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(at, count), 2 * bytes.length));
    }
  }
}
