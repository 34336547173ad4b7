package dev.deucalion.tsdb.wal;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.labels.Utf8Order;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Takes records of the log apart; records of types it does not know it leaves alone. */
final class RecordDecoder {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int MAX_VARINT_BYTES = 10;

  private final WalConsumer consumer;
  private byte[] bytes = new byte[0];
  private int at;
  private int end;

  RecordDecoder(WalConsumer consumer) {
    this.consumer = consumer;
  }

  /** Says what is wrong with a record whose checksum is right. */
  static final class Malformed extends Exception {
    Malformed(String message) {
      super(message);
    }
  }

  void decode(byte[] record, int length) throws IOException, Malformed {
    bytes = record;
    at = 0;
    end = length;
    if (length == 0) {
      return;
    }
    switch (record[at++]) {
      case WalLayout.SERIES_RECORD -> decodeSeries();
      case WalLayout.SAMPLES_RECORD -> decodeSamples();
      default -> {}
    }
  }

  private void decodeSeries() throws IOException, Malformed {
    LabelsBuilder labels = new LabelsBuilder();
    while (at < end) {
      long ref = readLong();
      long count = readVarint();
      if (count < 0 || count > end - at) {
        throw new Malformed(count + " labels in " + (end - at) + " bytes");
      }
      String[] pairs = new String[(int) count * 2];
      for (int i = 0; i < pairs.length; i++) {
        pairs[i] = readString();
      }
      consumer.series(ref, checked(pairs, labels));
    }
  }

  /** Log records hold labels in order as a rule; those that do not are put in order. */
  private static Labels checked(String[] pairs, LabelsBuilder builder) {
    boolean inOrder = true;
    for (int i = 0; i < pairs.length; i += 2) {
      inOrder &= !pairs[i + 1].isEmpty();
      inOrder &= i == 0 || Utf8Order.compare(pairs[i - 2], pairs[i]) < 0;
    }
    if (inOrder) {
      return Labels.ofSortedPairs(pairs);
    }
    for (String name : builder.names()) {
      builder.remove(name);
    }
    for (int i = 0; i < pairs.length; i += 2) {
      builder.set(pairs[i], pairs[i + 1]);
    }
    return builder.build();
  }

  private void decodeSamples() throws IOException, Malformed {
    if (at == end) {
      return;
    }
    long firstRef = readLong();
    long firstTimeMs = readLong();
    int start = at;
    // Twice through the record: nothing of it is passed on unless all of it is well-formed.
    while (at < end) {
      readVarint();
      readVarint();
      readLong();
    }
    at = start;
    while (at < end) {
      long ref = firstRef + zigzag(readVarint());
      long timeMs = firstTimeMs + zigzag(readVarint());
      consumer.sample(ref, timeMs, readLong());
    }
    consumer.endBatch();
  }

  private static long zigzag(long encoded) {
    return (encoded >>> 1) ^ -(encoded & 1);
  }

  private long readLong() throws Malformed {
    if (end - at < Long.BYTES) {
      throw new Malformed("expected 8 bytes at " + at + ", found " + (end - at));
    }
    long value = (long) LONG.get(bytes, at);
    at += Long.BYTES;
    return value;
  }

  private long readVarint() throws Malformed {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES && at < end; i++) {
      byte b = bytes[at++];
      value |= (b & 0x7fL) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw new Malformed("varint without an end before " + at);
  }

  private String readString() throws Malformed {
    long length = readVarint();
    if (length < 0 || length > end - at) {
      throw new Malformed("string of " + length + " bytes at " + at + " of " + end);
    }
    String s = new String(bytes, at, (int) length, StandardCharsets.UTF_8);
    at += (int) length;
    return s;
  }
}
