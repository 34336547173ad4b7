package dev.deucalion.http.encode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What stands before the value of a sample, {@code [seconds,"}, kept by the sample's place in its
 * series: the series of an answer have mostly the same times at the same places. Not thread-safe.
 */
final class SampleTimes {
  /** Room that {@link #write} may use, whatever it returns. */
  static final int MAX_LENGTH = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final int KEPT_BYTES = 3 * Long.BYTES;
  private static final int FIRST_PLACES = 64;

  /** As many steps as a query may have, or about. */
  private static final int MAX_PLACES = 1 << 14;

  private long[] timesMs = new long[0];
  private byte[] texts = new byte[0];

  /** 0 where nothing is kept. */
  private byte[] lengths = new byte[0];

  /** Writes the text; the bytes after it in the page have no meaning then. */
  int write(int place, long timeMs, byte[] page, int at) {
    if (place < lengths.length && timesMs[place] == timeMs && lengths[place] > 0) {
      int from = place * KEPT_BYTES;
      LONG.set(page, at, (long) LONG.get(texts, from));
      LONG.set(page, at + Long.BYTES, (long) LONG.get(texts, from + Long.BYTES));
      LONG.set(page, at + 2 * Long.BYTES, (long) LONG.get(texts, from + 2 * Long.BYTES));
      return at + lengths[place];
    }
    int end = render(timeMs, page, at);
    keep(place, timeMs, page, at, end - at);
    return end;
  }

  private static int render(long timeMs, byte[] page, int at) {
    int p = at;
    page[p++] = '[';
    p = seconds(timeMs, page, p);
    page[p++] = ',';
    page[p++] = '"';
    return p;
  }

  /** Seconds with three places, or none where they are zero. */
  static int seconds(long timeMs, byte[] page, int from) {
    int at = from;
    long magnitude = timeMs;
    if (timeMs < 0) {
      page[at++] = '-';
      magnitude = -Math.max(timeMs, -Long.MAX_VALUE);
    }
    at = GoFloat.decimal(magnitude / 1000, page, at);
    int fraction = (int) (magnitude % 1000);
    if (fraction != 0) {
      page[at++] = '.';
      page[at++] = (byte) ('0' + fraction / 100);
      page[at++] = (byte) ('0' + fraction / 10 % 10);
      page[at++] = (byte) ('0' + fraction % 10);
    }
    return at;
  }

  private void keep(int place, long timeMs, byte[] page, int at, int length) {
    if (place >= MAX_PLACES || length > KEPT_BYTES) {
      return;
    }
    if (place >= lengths.length) {
      int places = Math.clamp(2L * place, FIRST_PLACES, MAX_PLACES);
      timesMs = Arrays.copyOf(timesMs, places);
      texts = Arrays.copyOf(texts, places * KEPT_BYTES);
      lengths = Arrays.copyOf(lengths, places);
    }
    timesMs[place] = timeMs;
    System.arraycopy(page, at, texts, place * KEPT_BYTES, length);
    lengths[place] = (byte) length;
  }
}
