package dev.deucalion.scrape.http;

import java.util.ArrayDeque;

/**
 * Buffers for bodies, lent while a scrape runs. There are four sizes from each power of two to the
 * next, so that less than a fifth of a buffer is beyond the body that asked for it.
 *
 * <p>All buffers that are out at a time share a budget, so that many large bodies at once fail some
 * scrapes and never the process. What comes back is kept for the next scrape, within bounds; of
 * what then was not needed during many scrapes, half is left to the collector, again and again.
 */
public final class BodyBuffers {
  private static final int MIN_BYTES = 1 << 14;
  private static final int MAX_BYTES = 1 << 30;

  /** As a power of two: sizes from each power of two to the next. */
  private static final int SIZES_SHIFT = 2;

  /** Largest buffer that is kept for the next scrape. */
  private static final int MAX_KEPT_BYTES = 32 << 20;

  /** Sum of the buffers that are kept. */
  private static final long MAX_ALL_KEPT_BYTES = 64L << 20;

  /** Buffers that come back between two looks at what was not needed. */
  private static final int RETURNS_BETWEEN_TRIMS = 256;

  private final long budgetBytes;
  private final ArrayDeque<byte[]>[] kept;

  /** The fewest buffers of each size that were kept at any moment since the last look. */
  private final int[] leastKept = new int[index(MAX_BYTES) + 1];

  private int returns;
  private long keptBytes;
  private long lentBytes;

  /**
   * @param budgetBytes most bytes that may be lent at a time
   */
  public BodyBuffers(long budgetBytes) {
    this.budgetBytes = budgetBytes;
    @SuppressWarnings({"unchecked", "rawtypes"})
    ArrayDeque<byte[]>[] stacks = new ArrayDeque[leastKept.length];
    for (int i = 0; i < stacks.length; i++) {
      stacks[i] = new ArrayDeque<>();
    }
    this.kept = stacks;
  }

  /** Bytes that are lent at the moment. */
  public synchronized long lentBytes() {
    return lentBytes;
  }

  /** Bytes that are kept for the next scrapes. */
  synchronized long keptBytes() {
    return keptBytes;
  }

  /**
   * A buffer of at least so many bytes, with old content.
   *
   * @throws FetchException when the budget does not allow it
   */
  synchronized byte[] borrow(int minBytes) throws FetchException {
    if (minBytes > MAX_BYTES || lentBytes + bufferBytes(minBytes) > budgetBytes) {
      throw FetchException.failed(
          "no memory for a body of more than "
              + minBytes / 2
              + " bytes: bodies of running scrapes hold "
              + lentBytes
              + " of "
              + budgetBytes
              + " bytes");
    }
    int bytes = bufferBytes(minBytes);
    int index = index(bytes);
    byte[] buffer = kept[index].pollLast();
    if (buffer == null) {
      buffer = new byte[bytes];
    } else {
      keptBytes -= buffer.length;
      leastKept[index] = Math.min(leastKept[index], kept[index].size());
    }
    lentBytes += buffer.length;
    return buffer;
  }

  /** The smallest size of a buffer that has so many bytes. */
  private static int bufferBytes(int minBytes) {
    if (minBytes <= MIN_BYTES) {
      return MIN_BYTES;
    }
    int step = stepBytes(minBytes);
    return (minBytes + step - 1) & -step;
  }

  /** Where buffers of a size are kept. */
  private static int index(int bufferBytes) {
    int step = stepBytes(bufferBytes);
    int shift = Integer.numberOfTrailingZeros(step);
    return ((shift - Integer.numberOfTrailingZeros(stepBytes(MIN_BYTES))) << SIZES_SHIFT)
        + bufferBytes / step
        - MIN_BYTES / stepBytes(MIN_BYTES);
  }

  /** How far sizes lie apart between the powers of two that so many bytes lie between. */
  private static int stepBytes(int bytes) {
    return Integer.highestOneBit(bytes - 1) >> SIZES_SHIFT;
  }

  synchronized void giveBack(byte[] buffer) {
    lentBytes -= buffer.length;
    if (buffer.length <= MAX_KEPT_BYTES && keptBytes + buffer.length <= MAX_ALL_KEPT_BYTES) {
      keptBytes += buffer.length;
      kept[index(buffer.length)].addLast(buffer);
    }
    if (++returns == RETURNS_BETWEEN_TRIMS) {
      returns = 0;
      trim();
    }
  }

  /**
   * Takes back a buffer that was too short: the body that outgrew it will ask for more next time.
   */
  synchronized void discard(byte[] buffer) {
    lentBytes -= buffer.length;
  }

  private void trim() {
    for (int i = 0; i < kept.length; i++) {
      for (int excess = (leastKept[i] + 1) / 2; excess > 0; excess--) {
        keptBytes -= kept[i].removeFirst().length;
      }
      leastKept[i] = kept[i].size();
    }
  }
}
