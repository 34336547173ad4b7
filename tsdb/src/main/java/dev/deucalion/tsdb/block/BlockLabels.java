package dev.deucalion.tsdb.block;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.tsdb.index.PostingsQuery;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/** Lists names and values of labels in an index, sorted in byte order. For one thread. */
final class BlockLabels {
  private final IndexReader index;
  private final BlockPostings postings;
  private final MappedInput input;

  BlockLabels(IndexReader index, BlockPostings postings) {
    this.index = index;
    this.postings = postings;
    this.input = index.newInput();
  }

  /** As {@link Querier#labelNames}. */
  List<String> names(List<Matcher> matchers, int limit) {
    if (matchers.isEmpty()) {
      return limited(index.labelNames(), limit);
    }
    BitSet numbers = new BitSet();
    SeriesEntry entry = new SeriesEntry(index, SymbolCache.none());
    RoaringBitmap series = new PostingsQuery(postings, matchers).evaluate();
    int step = 0;
    for (IntIterator ids = series.getIntIterator(); ids.hasNext(); ) {
      ReadGuard.check(step++);
      entry.read(ids.next());
      while (entry.nextLabel()) {
        numbers.set(entry.name());
      }
    }
    return strings(numbers, limit);
  }

  /** As {@link Querier#labelValues}. */
  List<String> values(String name, List<Matcher> matchers, int limit) {
    List<String> values = new ArrayList<>();
    if (matchers.isEmpty()) {
      index
          .table()
          .forEach(
              input,
              name,
              (value, offset) -> {
                values.add(value);
                return limit <= 0 || values.size() < limit;
              });
      return values;
    }
    RoaringBitmap series = new PostingsQuery(postings, matchers).evaluate();
    if (series.getCardinality() < index.table().valueCount(name)) {
      return strings(valuesOf(name, series), limit);
    }
    int[] steps = {0};
    index
        .table()
        .forEach(
            input,
            name,
            (value, offset) -> {
              ReadGuard.check(steps[0]++);
              if (index.intersects(input, offset, series)) {
                values.add(value);
              }
              return limit <= 0 || values.size() < limit;
            });
    return values;
  }

  private BitSet valuesOf(String name, RoaringBitmap series) {
    BitSet numbers = new BitSet();
    int nameNumber = index.nameNumber(name);
    SeriesEntry entry = new SeriesEntry(index, SymbolCache.none());
    int step = 0;
    for (IntIterator ids = series.getIntIterator(); ids.hasNext(); ) {
      ReadGuard.check(step++);
      entry.read(ids.next());
      while (entry.nextLabel()) {
        if (entry.name() == nameNumber) {
          numbers.set(entry.value());
        }
      }
    }
    return numbers;
  }

  /** Numbers of symbols are in byte order; that of version 1 is left to the sort. */
  private List<String> strings(BitSet numbers, int limit) {
    List<String> strings = new ArrayList<>();
    numbers.stream().forEach(number -> strings.add(index.symbols().get(input, number)));
    Utf8Order.sort(strings);
    return limited(strings, limit);
  }

  private static List<String> limited(List<String> sorted, int limit) {
    return limit > 0 && sorted.size() > limit ? List.copyOf(sorted.subList(0, limit)) : sorted;
  }
}
