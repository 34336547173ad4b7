package dev.deucalion.tsdb.block;

import java.io.IOException;
import java.util.Arrays;

/**
 * Writes which series have which label: a posting list for each pair of name and value, and the
 * table that says where each list is.
 *
 * <p>The labels are read back from the series that are in the file already, in several passes, each
 * for as many label names as together have about one label a series. So the memory that is needed
 * grows with the number of series, not with that of their labels.
 */
final class PostingsWriter {
  private static final int MIN_BATCH = 1 << 16;
  private static final int NOT_IN_BATCH = -1;

  private final FileOutput output;
  private final SymbolNumbers symbols;
  private final IntList seriesRefs;

  /** How many series have a label name, by symbol. */
  private final int[] uses;

  /** Number of the name's symbol of each list but the first. */
  private final IntList listNames = new IntList();

  private final IntList listValues = new IntList();
  private final IntList listLengths = new IntList();

  private long postingsStart;

  PostingsWriter(FileOutput output, SymbolNumbers symbols, IntList seriesRefs, int[] uses) {
    this.output = output;
    this.symbols = symbols;
    this.seriesRefs = seriesRefs;
    this.uses = uses;
  }

  /**
   * Writes all posting lists.
   *
   * @param series the file as far as it is written
   */
  void writeLists(MappedInput series) throws IOException {
    output.align(IndexLayout.POSTINGS_ALIGNMENT);
    postingsStart = output.position();
    startList(seriesRefs.size());
    for (int i = 0; i < seriesRefs.size(); i++) {
      output.putInt(seriesRefs.get(i));
    }
    endList();
    int most = Math.max(seriesRefs.size(), MIN_BATCH);
    int[] next = new int[symbols.count()];
    for (int name = nextName(0); name < uses.length; ) {
      Arrays.fill(next, NOT_IN_BATCH);
      int total = 0;
      int end = name;
      while (end < uses.length && (total == 0 || total + uses[end] <= most)) {
        next[end] = total;
        total += uses[end];
        end = nextName(end + 1);
      }
      long[] entries = new long[total];
      collect(series, next, entries);
      int from = 0;
      for (int each = name; each < end; each = nextName(each + 1)) {
        Arrays.sort(entries, from, from + uses[each]);
        writeLists(each, entries, from, from + uses[each]);
        from += uses[each];
      }
      name = end;
    }
  }

  /** The first symbol from a number on that is the name of a label. */
  private int nextName(int from) {
    int name = from;
    while (name < uses.length && uses[name] == 0) {
      name++;
    }
    return name;
  }

  /** Gathers {@code value << 32 | ref} of each name in the batch at its place in the array. */
  private void collect(MappedInput series, int[] next, long[] entries) {
    for (int i = 0; i < seriesRefs.size(); i++) {
      int ref = seriesRefs.get(i);
      series.seek(Integer.toUnsignedLong(ref) * IndexLayout.SERIES_ALIGNMENT);
      series.readUvarint();
      for (long labels = series.readUvarint(); labels > 0; labels--) {
        int name = (int) series.readUvarint();
        long value = series.readUvarint();
        if (next[name] != NOT_IN_BATCH) {
          entries[next[name]++] = value << Integer.SIZE | Integer.toUnsignedLong(ref);
        }
      }
    }
  }

  private void writeLists(int name, long[] entries, int from, int to) throws IOException {
    int begin = from;
    while (begin < to) {
      int value = (int) (entries[begin] >>> Integer.SIZE);
      int end = begin + 1;
      while (end < to && (int) (entries[end] >>> Integer.SIZE) == value) {
        end++;
      }
      listNames.add(name);
      listValues.add(value);
      listLengths.add(end - begin);
      startList(end - begin);
      for (int i = begin; i < end; i++) {
        output.putInt((int) entries[i]);
      }
      endList();
      begin = end;
    }
  }

  private void startList(int count) throws IOException {
    long bytes = Integer.BYTES + (long) count * Integer.BYTES;
    if (bytes > IndexLayout.MAX_SECTION_BYTES) {
      throw new IOException("posting list of " + count + " series exceeds 4 GiB");
    }
    output.putInt((int) bytes);
    output.startChecksum();
    output.putInt(count);
  }

  private void endList() throws IOException {
    output.putInt(output.checksum());
  }

  /** Writes the table of the lists' offsets. */
  void writeTable() throws IOException {
    long start = output.position();
    output.putInt(0);
    output.startChecksum();
    output.putInt(listNames.size() + 1);
    long offset = postingsStart;
    writeEntry("", "", offset);
    offset += listBytes(seriesRefs.size());
    for (int i = 0; i < listNames.size(); i++) {
      writeEntry(symbols.symbol(listNames.get(i)), symbols.symbol(listValues.get(i)), offset);
      offset += listBytes(listLengths.get(i));
    }
    int checksum = output.checksum();
    long bytes = output.position() - start - IndexLayout.LENGTH_BYTES;
    if (bytes > IndexLayout.MAX_SECTION_BYTES) {
      throw new IOException("table of posting lists of " + bytes + " bytes exceeds 4 GiB");
    }
    output.overwriteInt(start, (int) bytes);
    output.putInt(checksum);
  }

  private void writeEntry(String name, String value, long offset) throws IOException {
    output.putUvarint(IndexLayout.KEYS_OF_ENTRY);
    output.putString(name);
    output.putString(value);
    output.putUvarint(offset);
  }

  private static long listBytes(int count) {
    return IndexLayout.POSTINGS_OVERHEAD_BYTES + (long) count * Integer.BYTES;
  }
}
