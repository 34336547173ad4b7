package dev.deucalion.tsdb.block;

import dev.deucalion.model.labels.Utf8Order;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Compares the posting lists of an index with its series: every series in a list has the label, and
 * there are as many entries in all lists as labels in all series, so none is missing.
 */
final class PostingsCheck {
  private final IndexReader index;
  private final List<String> problems;
  private final MappedInput input;
  private final SeriesEntry entry;
  private long entries;

  PostingsCheck(IndexReader index, List<String> problems) {
    this.index = index;
    this.problems = problems;
    this.input = index.newInput();
    this.entry = new SeriesEntry(index, SymbolCache.none());
  }

  void check() {
    checkSymbols();
    for (String name : index.labelNames()) {
      String[] last = {""};
      int number = index.nameNumber(name);
      index
          .table()
          .forEach(
              input,
              name,
              (value, offset) -> {
                if (Utf8Order.compare(value, last[0]) <= 0) {
                  report("values of " + name + " out of order: " + value);
                }
                last[0] = value;
                checkList(name, number, value, offset);
                return true;
              });
    }
    long labels = 0;
    for (IntIterator ids = index.all(input).getIntIterator(); ids.hasNext(); ) {
      entry.read(ids.next());
      while (entry.nextLabel()) {
        labels++;
      }
    }
    if (labels != entries) {
      report("series have " + labels + " labels, posting lists " + entries + " entries");
    }
  }

  private void checkSymbols() {
    Iterator<String> symbols = index.symbols().iterator(index.newInput());
    String last = symbols.hasNext() ? symbols.next() : "";
    while (symbols.hasNext()) {
      String symbol = symbols.next();
      if (Utf8Order.compare(symbol, last) <= 0) {
        report("symbols out of order: " + symbol);
      }
      last = symbol;
    }
  }

  private void checkList(String name, int nameNumber, String value, long offset) {
    RoaringBitmap list = new RoaringBitmap();
    index.addPostings(input, offset, list);
    entries += list.getCardinality();
    int valueNumber = index.symbols().find(input, value.getBytes(StandardCharsets.UTF_8));
    for (IntIterator ids = list.getIntIterator(); ids.hasNext(); ) {
      int id = ids.next();
      if (!has(id, nameNumber, valueNumber)) {
        report("series " + Integer.toUnsignedString(id) + " has no " + name + "=" + value);
      }
    }
  }

  private boolean has(int id, int nameNumber, int valueNumber) {
    entry.read(id);
    while (entry.nextLabel()) {
      if (entry.name() == nameNumber && entry.value() == valueNumber) {
        return true;
      }
    }
    return false;
  }

  private void report(String problem) {
    problems.add(index.file() + ": " + problem);
  }
}
