package dev.deucalion.tsdb.block;

import dev.deucalion.model.labels.Labels;

/**
 * Reads the entries of series in an index: labels as numbers of symbols, then chunks. For one
 * thread; may be used again.
 *
 * <p>Order of calls: {@link #read}, {@link #nextLabel} until it says false, {@link #chunks}.
 */
final class SeriesEntry {
  private static final int LEAST_LABEL_BYTES = 2;
  private static final int LEAST_CHUNK_BYTES = 3;

  private final IndexReader index;
  private final MappedInput input;

  /** For strings, so that the position in the entry stays. */
  private final MappedInput strings;

  private final SymbolCache cache;
  private int labelCount;
  private int labelsLeft;
  private int name;
  private int value;

  SeriesEntry(IndexReader index, SymbolCache cache) {
    this.index = index;
    this.input = index.newInput();
    this.strings = index.newInput();
    this.cache = cache;
  }

  /** Goes to a series and verifies its entry. */
  void read(int id) {
    input.enterEntry(index.seriesOffset(input, id), "series");
    labelCount = input.readCount(LEAST_LABEL_BYTES);
    labelsLeft = labelCount;
  }

  /** Moves to the next label, or says that there is none. */
  boolean nextLabel() {
    if (labelsLeft == 0) {
      return false;
    }
    labelsLeft--;
    name = index.symbols().number(input, input.readUvarint());
    value = index.symbols().number(input, input.readUvarint());
    return true;
  }

  /** Number of the label's name among the symbols. */
  int name() {
    return name;
  }

  /** Number of the label's value among the symbols. */
  int value() {
    return value;
  }

  /** All labels; only straight after {@link #read}. */
  Labels labels() {
    String[] pairs = new String[2 * labelCount];
    for (int i = 0; nextLabel(); i += 2) {
      pairs[i] = index.labelName(strings, name);
      pairs[i + 1] = cache.get(index.symbols(), strings, value);
    }
    return Labels.ofSortedPairs(pairs);
  }

  /** Replaces what is in a list by the chunks of the series. */
  void chunks(ChunkRefs into) {
    for (; labelsLeft > 0; labelsLeft--) {
      input.readUvarint();
      input.readUvarint();
    }
    into.clear();
    int count = input.readCount(LEAST_CHUNK_BYTES);
    long maxTimeMs = 0;
    long ref = 0;
    for (int i = 0; i < count; i++) {
      long at = input.position();
      long minTimeMs = i == 0 ? input.readVarint() : maxTimeMs + input.readUvarint();
      boolean overlaps = i > 0 && minTimeMs <= maxTimeMs;
      maxTimeMs = minTimeMs + input.readUvarint();
      if (overlaps || maxTimeMs < minTimeMs) {
        throw input.corrupt(at, "chunk " + i + " begins before another ends");
      }
      ref = i == 0 ? input.readUvarint() : ref + input.readVarint();
      into.add(minTimeMs, maxTimeMs, ref);
    }
  }
}
