package dev.deucalion.http.receive;

import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import java.util.Arrays;

/** A repeated number of a message, up to a limit; doubles are kept as their bits. */
public final class NumberRow {
  private final int maxSize;
  private long[] numbers = new long[16];
  private int size;
  private boolean overflowed;

  public NumberRow(int maxSize) {
    this.maxSize = maxSize;
  }

  public void clear() {
    size = 0;
    overflowed = false;
  }

  public int size() {
    return size;
  }

  /** Whether there were more numbers than the limit; those beyond it are not here. */
  public boolean overflowed() {
    return overflowed;
  }

  public void add(long number) {
    if (size == maxSize) {
      overflowed = true;
      return;
    }
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
  }

  /** Reads the value of a field of {@code sint64}, packed or not. */
  public void readZigZags(WireReader in) throws WireException {
    if (in.wireType() != WireType.LEN && in.wireType() != WireType.VARINT) {
      in.skip();
      return;
    }
    int outer = in.enterRepeated();
    while (in.hasRemaining()) {
      add(in.readZigZag());
    }
    in.leave(outer);
  }

  /** Reads the value of a field of {@code uint64}, packed or not. */
  public void readVarints(WireReader in) throws WireException {
    if (in.wireType() != WireType.LEN && in.wireType() != WireType.VARINT) {
      in.skip();
      return;
    }
    int outer = in.enterRepeated();
    while (in.hasRemaining()) {
      add(in.readVarint());
    }
    in.leave(outer);
  }

  /** Reads the value of a field of {@code double} or {@code fixed64}, packed or not. */
  public void readFixed(WireReader in) throws WireException {
    if (in.wireType() != WireType.LEN && in.wireType() != WireType.I64) {
      in.skip();
      return;
    }
    int outer = in.enterRepeated();
    while (in.hasRemaining()) {
      add(in.readFixed64());
    }
    in.leave(outer);
  }

  /** Number {@code i}, from 0. */
  public long get(int i) {
    return numbers[i];
  }

  /** Number {@code i}, whose bits are those of a double. */
  public double getDouble(int i) {
    return Double.longBitsToDouble(numbers[i]);
  }

  /** A copy of the numbers from {@code from} up to {@code to} exclusive. */
  public long[] longs(int from, int to) {
    return Arrays.copyOfRange(numbers, from, to);
  }

  public int[] ints() {
    int[] result = new int[size];
    for (int i = 0; i < size; i++) {
      result[i] = (int) numbers[i];
    }
    return result;
  }

  public double[] doubles() {
    double[] result = new double[size];
    for (int i = 0; i < size; i++) {
      result[i] = Double.longBitsToDouble(numbers[i]);
    }
    return result;
  }

  /** Sums of the first, the first two, ... numbers. */
  public long[] runningSums() {
    long[] result = new long[size];
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += numbers[i];
      result[i] = sum;
    }
    return result;
  }
}
