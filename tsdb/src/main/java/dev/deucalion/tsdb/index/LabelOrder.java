package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.Utf8Order;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/**
 * Series in the order of their labels. Strings are compared once, to rank the symbols that the
 * series have; series are then compared by ranks. For one thread, for as long as none of the series
 * goes.
 */
public final class LabelOrder {
  private final SeriesCatalog catalog;

  /** Symbols of the series in byte order. */
  private final int[] symbols;

  /** Place of each symbol in that order. */
  private final int[] ranks;

  private final int[] ids;
  private final LabelSetReader left = new LabelSetReader();
  private final LabelSetReader right = new LabelSetReader();

  /** Sorts some series. */
  public LabelOrder(SeriesCatalog catalog, RoaringBitmap series) {
    this.catalog = catalog;
    ids = series.toArray();
    symbols = usedSymbols().stream().toArray();
    IntSort.sort(symbols, (a, b) -> Utf8Order.compare(catalog.symbol(a), catalog.symbol(b)));
    ranks = new int[IntStream.of(symbols).max().orElse(-1) + 1];
    for (int rank = 0; rank < symbols.length; rank++) {
      ranks[symbols[rank]] = rank;
    }
    IntSort.sort(ids, this::compare);
  }

  private BitSet usedSymbols() {
    BitSet used = new BitSet();
    for (int id : ids) {
      catalog.read(id, left);
      while (left.next()) {
        used.set(left.name());
        used.set(left.value());
      }
    }
    return used;
  }

  private int compare(int a, int b) {
    catalog.read(a, left);
    catalog.read(b, right);
    while (true) {
      boolean hasLeft = left.next();
      boolean hasRight = right.next();
      if (!hasLeft || !hasRight) {
        return Boolean.compare(hasLeft, hasRight);
      }
      if (left.name() != right.name()) {
        return Integer.compare(ranks[left.name()], ranks[right.name()]);
      }
      if (left.value() != right.value()) {
        return Integer.compare(ranks[left.value()], ranks[right.value()]);
      }
    }
  }

  /** Ids of the series in the order of their labels; not to be changed. */
  public int[] ids() {
    return ids;
  }

  /** Names and values of the series' labels in byte order, each once. */
  public Stream<String> symbols() {
    return IntStream.of(symbols).mapToObj(catalog::symbol);
  }
}
