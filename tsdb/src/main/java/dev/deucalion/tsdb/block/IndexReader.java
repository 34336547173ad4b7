package dev.deucalion.tsdb.block;

import dev.deucalion.model.labels.Utf8Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/**
 * An index of version 1, 2 or 3 that is mapped. Opening verifies the table of contents, the symbols
 * and the table of posting lists; posting lists and series are verified whenever they are read.
 *
 * <p>Safe for use by many threads: what is read with goes along as a {@link MappedInput}, one for
 * each thread, by {@link #newInput}.
 */
final class IndexReader {
  private static final int INTS_AT_ONCE = 4096;

  private final Path file;
  private final MemorySegment bytes;
  private final int version;
  private final IndexSymbols symbols;
  private final PostingsTable table;
  private final long seriesStart;

  /** Numbers of the symbols that are names of labels, sorted, and the names. */
  private final int[] nameNumbers;

  private final String[] names;

  private IndexReader(Path file, MemorySegment bytes) {
    this.file = file;
    this.bytes = bytes;
    MappedInput input = newInput();
    version = readHeader(input);
    long contents = input.size() - IndexLayout.CONTENTS_BYTES;
    verifyContents(input, contents);
    long symbolsStart = input.readLong();
    seriesStart = input.readLong();
    input.skip(3L * Long.BYTES);
    long tableStart = input.readLong();
    symbols = IndexSymbols.open(input, symbolsStart, version);
    table = PostingsTable.open(input, tableStart, version);
    names = table.names().stream().filter(name -> !name.isEmpty()).toArray(String[]::new);
    Arrays.sort(names, Utf8Order::compare);
    nameNumbers = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      nameNumbers[i] = symbols.find(input, names[i].getBytes(StandardCharsets.UTF_8));
      if (nameNumbers[i] == IndexSymbols.NONE) {
        throw input.corrupt(tableStart, "label name \"" + names[i] + "\" is not among the symbols");
      }
    }
  }

  /**
   * Opens a mapped file.
   *
   * @throws CorruptBlockException when it is damaged, or of a version that nobody knows
   */
  static IndexReader open(Path file, MemorySegment bytes) throws IOException {
    try {
      return new IndexReader(file, bytes);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static int readHeader(MappedInput input) {
    int magic = input.readInt();
    if (magic != IndexLayout.MAGIC) {
      throw input.corrupt(
          0,
          String.format(
              "magic number of an index: expected %08x, found %08x", IndexLayout.MAGIC, magic));
    }
    int version = input.readByte();
    if (version < IndexLayout.VERSION_1 || version > IndexLayout.VERSION_3) {
      throw input.corrupt(
          IndexLayout.VERSION_OFFSET, "index of version " + version + ", known are 1 to 3");
    }
    return version;
  }

  private static void verifyContents(MappedInput input, long contents) {
    input.seek(contents);
    long end = input.size() - IndexLayout.CHECKSUM_BYTES;
    input.seek(end);
    int expected = input.readInt();
    int found = input.checksum(contents, end);
    if (expected != found) {
      throw input.corrupt(
          contents,
          String.format("crc32c of table of contents: expected %08x, found %08x", expected, found));
    }
    input.seek(contents, end);
  }

  /** What one thread reads with. */
  MappedInput newInput() {
    return new MappedInput(file, bytes);
  }

  Path file() {
    return file;
  }

  int version() {
    return version;
  }

  IndexSymbols symbols() {
    return symbols;
  }

  PostingsTable table() {
    return table;
  }

  /** Names of labels in byte order. */
  List<String> labelNames() {
    return new ArrayList<>(Arrays.asList(names));
  }

  /** The string of a number that stands where names of labels do. */
  String labelName(MappedInput input, int number) {
    int found = Arrays.binarySearch(nameNumbers, number);
    return found >= 0 ? names[found] : symbols.get(input, number);
  }

  /** The number of a label's name, or {@link IndexSymbols#NONE}. */
  int nameNumber(String name) {
    int found = Arrays.binarySearch(names, name, Utf8Order::compare);
    return found >= 0 ? nameNumbers[found] : IndexSymbols.NONE;
  }

  /** Where the entry of a series is. */
  long seriesOffset(MappedInput input, int id) {
    long ref = Integer.toUnsignedLong(id);
    long offset = version == IndexLayout.VERSION_1 ? ref : ref * IndexLayout.SERIES_ALIGNMENT;
    if (offset < seriesStart) {
      throw input.corrupt(offset, "no series is here: they begin at " + seriesStart);
    }
    return offset;
  }

  /** Adds the series of a posting list. */
  void addPostings(MappedInput input, long offset, RoaringBitmap target) {
    long count = enterPostings(input, offset);
    int[] ids = new int[(int) Math.min(count, INTS_AT_ONCE)];
    SortedIds list = new SortedIds();
    for (long left = count; left > 0; ) {
      int n = (int) Math.min(left, ids.length);
      input.readInts(ids, n);
      if (!list.add(ids, n)) {
        throw input.corrupt(offset, "posting list is not in order");
      }
      left -= n;
    }
    list.addTo(target);
  }

  /** Whether a series of the list at an offset is in a bitmap. */
  boolean intersects(MappedInput input, long offset, RoaringBitmap series) {
    long count = enterPostings(input, offset);
    for (long i = 0; i < count; i++) {
      if (series.contains(input.readInt())) {
        return true;
      }
    }
    return false;
  }

  private static long enterPostings(MappedInput input, long offset) {
    input.enterSection(offset, "posting list");
    long count = input.readUnsignedInt();
    if (count * Integer.BYTES != input.remaining()) {
      throw input.corrupt(
          offset, "posting list of " + count + " series in " + input.remaining() + " bytes");
    }
    return count;
  }

  /** How many series have a label; what the file says, not verified. */
  long postingsCount(MappedInput input, String name, String value) {
    long offset = table.find(input, name, value);
    return offset == PostingsTable.NONE ? 0 : postingsCount(input, offset);
  }

  /** How many series the list at an offset has; what the file says, not verified. */
  long postingsCount(MappedInput input, long offset) {
    input.seek(offset);
    return input.readUnsignedInt() / Integer.BYTES;
  }

  /** The series that have a label, or none. */
  RoaringBitmap postings(MappedInput input, String name, String value) {
    RoaringBitmap result = new RoaringBitmap();
    long offset = table.find(input, name, value);
    if (offset != PostingsTable.NONE) {
      addPostings(input, offset, result);
    }
    return result;
  }

  /** All series. */
  RoaringBitmap all(MappedInput input) {
    return postings(input, "", "");
  }
}
