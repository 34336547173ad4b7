package dev.deucalion.scrape.exposition;

import dev.deucalion.model.metadata.MetricType;
import java.util.Arrays;

/**
 * A hash of a family's name and the labels of one of its metrics, the same for all series of the
 * metric: {@code le} of histograms and {@code quantile} of summaries are left out.
 */
final class MetricHash implements LabelSection.Sink {
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final byte[] LE = {'l', 'e'};
  private static final byte[] QUANTILE = {'q', 'u', 'a', 'n', 't', 'i', 'l', 'e'};
  private static final byte[] NOTHING = {};

  private byte[] body = NOTHING;
  private byte[] leftOut = NOTHING;
  private long hash;

  /** Offsets of the value of the label that was left out, quotes excluded; -1 where none was. */
  int leftOutStart;

  int leftOutEnd;

  /** Begins a metric. */
  void begin(byte[] newBody, MetricType type) {
    body = newBody;
    hash = FNV_BASIS;
    leftOutStart = -1;
    leftOut =
        switch (type) {
          case HISTOGRAM -> LE;
          case SUMMARY -> QUANTILE;
          case COUNTER, GAUGE, GAUGEHISTOGRAM, INFO, STATESET, UNKNOWN -> NOTHING;
        };
  }

  @Override
  public void label(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    if (leftOut.length > 0 && is(leftOut, nameStart, nameEnd)) {
      leftOutStart = valueStart;
      leftOutEnd = valueEnd;
      return;
    }
    add(nameStart, nameEnd);
    add(valueStart, valueEnd);
  }

  private boolean is(byte[] word, int from, int to) {
    return to - from == word.length && Arrays.equals(body, from, to, word, 0, to - from);
  }

  /** The hash of the labels so far and these bytes, which are the family's name. */
  long with(int nameStart, int nameEnd) {
    add(nameStart, nameEnd);
    return hash;
  }

  /** The hash as {@link #with} left it. */
  long value() {
    return hash;
  }

  private void add(int from, int to) {
    long h = hash;
    for (int i = from; i < to; i++) {
      h = (h ^ body[i] & 0xff) * FNV_PRIME;
    }
    hash = (h ^ 0xff) * FNV_PRIME;
  }
}
