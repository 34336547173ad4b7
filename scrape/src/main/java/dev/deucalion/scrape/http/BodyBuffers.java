package dev.deucalion.scrape.http;

import java.util.ArrayDeque;

/**
 * Buffers for bodies, lent while a scrape runs. Sizes are powers of two.
 *
 * <p>All buffers that are out at a time share a budget, so that many large bodies at once fail some
 * scrapes and never the process. What comes back is kept for the next scrape, within bounds; of
 * what then was not needed during many scrapes, half is left to the collector, again and again.
 */
public final class BodyBuffers {
  private static final int MIN_SHIFT = 14;
  private static final int MAX_SHIFT = 30;

  /** Largest buffer that is kept for the next scrape. */
  private static final int MAX_KEPT_BYTES = 32 << 20;

  /** Sum of the buffers that are kept. */
  private static final long MAX_ALL_KEPT_BYTES = 64L << 20;

  /** Buffers that come back between two looks at what was not needed. */
  private static final int RETURNS_BETWEEN_TRIMS = 256;

  private final long budgetBytes;
  private final ArrayDeque<byte[]>[] kept;

  /** The fewest buffers of each size that were kept at any moment since the last look. */
  private final int[] leastKept = new int[MAX_SHIFT - MIN_SHIFT + 1];

  private int returns;
  private long keptBytes;
  private long lentBytes;

  /**
   * @param budgetBytes most bytes that may be lent at a time
   */
  public BodyBuffers(long budgetBytes) {
    this.budgetBytes = budgetBytes;
    @SuppressWarnings({"unchecked", "rawtypes"})
    ArrayDeque<byte[]>[] stacks = new ArrayDeque[MAX_SHIFT - MIN_SHIFT + 1];
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
    int shift = Math.max(MIN_SHIFT, 32 - Integer.numberOfLeadingZeros(Math.max(1, minBytes) - 1));
    if (shift > MAX_SHIFT || lentBytes + (1L << shift) > budgetBytes) {
      throw FetchException.failed(
          "no memory for a body of more than "
              + minBytes / 2
              + " bytes: bodies of running scrapes hold "
              + lentBytes
              + " of "
              + budgetBytes
              + " bytes");
    }
    byte[] buffer = kept[shift - MIN_SHIFT].pollLast();
    if (buffer == null) {
      buffer = new byte[1 << shift];
    } else {
      keptBytes -= buffer.length;
      int index = shift - MIN_SHIFT;
      leastKept[index] = Math.min(leastKept[index], kept[index].size());
    }
    lentBytes += buffer.length;
    return buffer;
  }

  synchronized void giveBack(byte[] buffer) {
    lentBytes -= buffer.length;
    if (buffer.length <= MAX_KEPT_BYTES && keptBytes + buffer.length <= MAX_ALL_KEPT_BYTES) {
      keptBytes += buffer.length;
      kept[Integer.numberOfTrailingZeros(buffer.length) - MIN_SHIFT].addLast(buffer);
    }
    if (++returns == RETURNS_BETWEEN_TRIMS) {
      returns = 0;
      trim();
    }
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
