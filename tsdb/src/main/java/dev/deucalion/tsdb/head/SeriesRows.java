package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.tsdb.chunk.SliceSlabs;
import dev.deucalion.tsdb.chunk.XorEncoder;
import dev.deucalion.tsdb.restart.OpenFloats;
import java.util.Arrays;

/**
 * What appending needs of each series, in rows of five longs on pages that are never moved. The
 * series of a target lie one behind the other, as they are appended to; most samples change nothing
 * but their row.
 *
 * <pre>
 * 0  time of the last sample, ms
 * 1  bits of the last value
 * 2  | 0 | ms until the next chunk 30 | bits of the chunk 14 | samples 8 | leading 5 | trailing 6 |
 * 3  | difference of the last two times, ms 32 | address of the open chunk's slice 32 |
 * 4  bits of the chunk after its last whole word of 64
 * </pre>
 *
 * <p>Long 2 is positive for a series with an open chunk of floats; else {@link #NO_SAMPLES}, {@link
 * #ALL_FULL} or {@link #OPEN_HISTOGRAM}. Written under the head's write lock. Appenders read a row
 * without a lock to refuse samples early; they may see an older state, and commit checks again.
 */
final class SeriesRows {
  /** Long 2 of a series without a sample. */
  static final long NO_SAMPLES = 0;

  /**
   * Long 2 of a series whose samples are all in full chunks; long 3 is the time of the last one.
   */
  static final long ALL_FULL = 1L << 63;

  /**
   * Long 2 of a series whose open chunk is of histograms; long 1 has the bits of the last one's
   * sum, long 3 the series' number among {@link OpenHistograms}.
   */
  static final long OPEN_HISTOGRAM = 1L << 63 | 1;

  static final int TIME = 0;
  static final int VALUE = 1;
  static final int STATE = 2;
  static final int OPEN = 3;
  static final int TAIL = 4;

  private static final int ROW_LONGS = 5;
  private static final int PAGE_BITS = 10;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  private static final int TRAILING_BITS = 6;
  private static final int LEADING_SHIFT = TRAILING_BITS;
  private static final int SAMPLES_SHIFT = LEADING_SHIFT + 5;
  private static final int BITS_SHIFT = SAMPLES_SHIFT + 8;
  private static final int UNTIL_SHIFT = BITS_SHIFT + 14;
  private static final long UNTIL_MASK = (1L << 30) - 1;
  private static final int SAMPLES_MASK = 0xff;
  private static final int BITS_MASK = 0x3fff;
  private static final int EXTENT_MASK = BITS_MASK << 8 | SAMPLES_MASK;

  private volatile long[][] pages = new long[4][];

  /** Makes sure that an id has a row. */
  void create(int id) {
    int page = id >>> PAGE_BITS;
    long[][] table = pages;
    if (page >= table.length || table[page] == null) {
      addPage(page);
    }
  }

  private synchronized void addPage(int page) {
    long[][] table = pages;
    if (page >= table.length) {
      table = Arrays.copyOf(table, Math.max(page + 1, table.length * 2));
    }
    if (table[page] == null) {
      table[page] = new long[ROW_LONGS << PAGE_BITS];
      pages = table;
    }
  }

  /** Whether an id has a row. */
  boolean has(int id) {
    long[][] table = pages;
    int page = id >>> PAGE_BITS;
    return page < table.length && table[page] != null;
  }

  /** The page of a series that exists. */
  long[] page(int id) {
    return pages[id >>> PAGE_BITS];
  }

  /** Where the series' row begins on its page. */
  static int row(int id) {
    return (id & PAGE_MASK) * ROW_LONGS;
  }

  /** Makes a row one of a series without a sample. */
  static void clear(long[] page, int row) {
    Arrays.fill(page, row, row + ROW_LONGS, 0);
  }

  /** Loads an encoder with the open chunk of a row. */
  static void load(long[] page, int row, XorEncoder encoder) {
    long state = page[row + STATE];
    encoder.lastTimeMs = page[row + TIME];
    encoder.lastValueBits = page[row + VALUE];
    encoder.lastDeltaMs = page[row + OPEN] >>> Integer.SIZE;
    encoder.trailing = (int) state & 63;
    encoder.leading = (int) (state >>> LEADING_SHIFT) & 31;
    encoder.samples = samples(state);
    encoder.bits = (int) (state >>> BITS_SHIFT) & BITS_MASK;
    encoder.tail = page[row + TAIL];
  }

  /** Stores an encoder and how long after its last sample the next chunk begins. */
  static void store(long[] page, int row, XorEncoder encoder, long untilNextMs, int slice) {
    page[row + TIME] = encoder.lastTimeMs;
    page[row + VALUE] = encoder.lastValueBits;
    page[row + STATE] =
        untilNextMs << UNTIL_SHIFT
            | (long) encoder.bits << BITS_SHIFT
            | (long) encoder.samples << SAMPLES_SHIFT
            | (long) encoder.leading << LEADING_SHIFT
            | encoder.trailing;
    page[row + OPEN] = encoder.lastDeltaMs << Integer.SIZE | slice & 0xffffffffL;
    page[row + TAIL] = encoder.tail;
  }

  /** Copies the open chunk of a row. */
  static void copy(long[] page, int row, SliceSlabs slabs, OpenFloats into) {
    long state = page[row + STATE];
    int slice = slice(page[row + OPEN]);
    into.lastTimeMs = page[row + TIME];
    into.lastValueBits = page[row + VALUE];
    into.lastDeltaMs = page[row + OPEN] >>> Integer.SIZE;
    into.untilNextMs = untilNextMs(state);
    into.trailing = (int) state & 63;
    into.leading = (int) (state >>> LEADING_SHIFT) & 31;
    into.samples = samples(state);
    into.bits = (int) (state >>> BITS_SHIFT) & BITS_MASK;
    into.copy(slabs.slab(slice), slabs.offset(slice), page[row + TAIL]);
  }

  /** Stores that the open chunk of floats is full, and there is no other. */
  static void storeAllFull(long[] page, int row) {
    page[row + STATE] = ALL_FULL;
    page[row + OPEN] = page[row + TIME];
  }

  /** Stores that a series has an open chunk of histograms. */
  static void storeHistogram(long[] page, int row, long timeMs, Histogram histogram, int number) {
    page[row + TIME] = timeMs;
    page[row + VALUE] = Double.doubleToRawLongBits(histogram.sum());
    page[row + STATE] = OPEN_HISTOGRAM;
    page[row + OPEN] = number;
  }

  /** The number of a series with an open chunk of histograms. */
  static int openHistogram(long open) {
    return (int) open;
  }

  /** Milliseconds from the last sample to the beginning of the next chunk. */
  static long untilNextMs(long state) {
    return state >>> UNTIL_SHIFT & UNTIL_MASK;
  }

  /** Samples in the open chunk. */
  static int samples(long state) {
    return (int) (state >>> SAMPLES_SHIFT) & SAMPLES_MASK;
  }

  /** Samples and bits of the open chunk in one int; 0 where there is no open chunk of floats. */
  static int extent(long state) {
    return (int) (state >>> SAMPLES_SHIFT) & EXTENT_MASK;
  }

  /** Samples of an extent. */
  static int samplesOf(int extent) {
    return extent & SAMPLES_MASK;
  }

  /** Bits of an extent. */
  static int bitsOf(int extent) {
    return extent >>> 8;
  }

  /** Whether the open chunk is of floats. */
  static boolean hasOpenFloats(long state) {
    return state > 0;
  }

  /** The open chunk's slice. */
  static int slice(long open) {
    return (int) open;
  }
}
