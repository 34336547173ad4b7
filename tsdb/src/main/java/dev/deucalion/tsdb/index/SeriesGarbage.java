package dev.deucalion.tsdb.index;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Queue;

/**
 * What the catalog no longer needs but somebody may still be reading: ids of series that are gone,
 * symbols that no series uses, pages of label sets that were emptied. Each waits for the generation
 * in which it was retired to be over for everybody. For the owner of the catalog's lock.
 */
final class SeriesGarbage {
  /** What was retired before a generation. */
  private record Retired(long generation, BitSet ids, BitSet symbols, BitSet labelPages) {}

  private final SeriesSlots ids;
  private final LabelSets labelSets;
  private final SymbolTable symbols;
  private final LabelSetReader reader = new LabelSetReader();
  private final Queue<Retired> waiting = new ArrayDeque<>();
  private Retired current = nothing();

  SeriesGarbage(SeriesSlots ids, LabelSets labelSets, SymbolTable symbols) {
    this.ids = ids;
    this.labelSets = labelSets;
    this.symbols = symbols;
  }

  private static Retired nothing() {
    return new Retired(0, new BitSet(), new BitSet(), new BitSet());
  }

  boolean isEmpty() {
    return waiting.isEmpty() && isEmpty(current);
  }

  private static boolean isEmpty(Retired retired) {
    return retired.ids.isEmpty() && retired.symbols.isEmpty() && retired.labelPages.isEmpty();
  }

  /** Adds the id of a series that is gone. */
  void addId(int id) {
    current.ids.set(id);
  }

  /** What was added until now is unknown to whoever begins in this generation. */
  void endGeneration(long generation) {
    if (!isEmpty(current)) {
      waiting.add(new Retired(generation, current.ids, current.symbols, current.labelPages));
      current = nothing();
    }
  }

  /**
   * Frees what is unknown to everybody.
   *
   * @param oldest generation in which somebody began
   * @return whether more was added by that
   */
  boolean reclaim(long oldest) {
    boolean freedIds = false;
    while (!waiting.isEmpty() && waiting.element().generation <= oldest) {
      Retired retired = waiting.remove();
      retired.ids.stream()
          .forEach(id -> {
            labelSets.remove(id);
            ids.free(id);
          });
      symbols.free(retired.symbols);
      labelSets.free(retired.labelPages);
      freedIds |= !retired.ids.isEmpty();
    }
    if (freedIds) {
      current.symbols.or(symbols.retire(usedSymbols()));
      current.labelPages.or(labelSets.emptyPages(ids.bound()));
    }
    return !isEmpty(current);
  }

  private BitSet usedSymbols() {
    BitSet used = new BitSet();
    for (int id = 0; id < ids.bound(); id++) {
      if (labelSets.has(id)) {
        labelSets.read(id, reader);
        while (reader.next()) {
          used.set(reader.name());
          used.set(reader.value());
        }
      }
    }
    return used;
  }
}
