package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.storage.ReadGuard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.roaringbitmap.RoaringBitmap;

/** Lists names and values of labels, sorted in byte order. Safe for use by many threads. */
public final class LabelQuery {
  private final HeadPostings postings;
  private final Lock readLock;

  /** A query of these postings, which holds the lock while it reads them. */
  public LabelQuery(HeadPostings postings, Lock readLock) {
    this.postings = postings;
    this.readLock = readLock;
  }

  /**
   * Names of labels of the series that match.
   *
   * @param limit how many at most, or 0
   */
  public List<String> names(List<Matcher> matchers, int limit) {
    PostingsQuery query = new PostingsQuery(postings, matchers);
    postings.prepare(query, readLock);
    List<String> names = new ArrayList<>();
    readLock.lock();
    try {
      if (matchers.isEmpty()) {
        names.addAll(postings.names());
      } else {
        RoaringBitmap series = query.evaluate();
        for (String name : postings.names()) {
          LabelPostings label = postings.of(name);
          if (label != null && RoaringBitmap.intersects(label.present(), series)) {
            names.add(name);
          }
        }
      }
    } finally {
      readLock.unlock();
    }
    return sorted(names, limit);
  }

  /**
   * Values of a label among the series that match.
   *
   * @param limit how many at most, or 0
   */
  public List<String> values(String name, List<Matcher> matchers, int limit) {
    if (matchers.isEmpty()) {
      return strings(allValues(name), limit);
    }
    PostingsQuery query = new PostingsQuery(postings, matchers);
    postings.prepare(query, readLock);
    RoaringBitmap series;
    int[] few = null;
    readLock.lock();
    try {
      LabelPostings label = postings.of(name);
      if (label == null) {
        return List.of();
      }
      series = query.evaluate();
      if (series.getCardinality() < label.valueCount()) {
        few = valuesOf(name, series);
      }
    } finally {
      readLock.unlock();
    }
    return few == null
        ? strings(valuesOf(name, allValues(name), series), limit)
        : sorted(strings(few, 0), limit);
  }

  /** The symbols of all values in byte order; not to be changed. */
  private int[] allValues(String name) {
    LabelPostings label;
    SortedValues known;
    int changes;
    int[] values;
    readLock.lock();
    try {
      label = postings.of(name);
      if (label == null) {
        return new int[0];
      }
      known = label.sorted();
      changes = label.changes();
      if (known.areOf(changes)) {
        return known.symbols();
      }
      values = label.values();
    } finally {
      readLock.unlock();
    }
    SortedValues sorted = known.next(postings.catalog(), changes, values);
    label.keep(sorted);
    return sorted.symbols();
  }

  private List<String> strings(int[] symbols, int limit) {
    int count = limit > 0 ? Math.min(limit, symbols.length) : symbols.length;
    List<String> strings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      strings.add(postings.catalog().symbol(symbols[i]));
    }
    return strings;
  }

  /** Those of some values that a label has in some series. */
  private int[] valuesOf(String name, int[] candidates, RoaringBitmap series) {
    int[] values = new int[candidates.length];
    int count = 0;
    readLock.lock();
    try {
      LabelPostings label = postings.of(name);
      for (int i = 0; label != null && i < candidates.length; i++) {
        ReadGuard.check(i);
        if (label.intersects(candidates[i], series)) {
          values[count++] = candidates[i];
        }
      }
    } finally {
      readLock.unlock();
    }
    return Arrays.copyOf(values, count);
  }

  /** Symbols of the values that a label has in some series, in any order. */
  private int[] valuesOf(String name, RoaringBitmap series) {
    int nameSymbol = postings.catalog().findSymbol(name);
    BitSet values = new BitSet();
    LabelSetReader reader = new LabelSetReader();
    int[] steps = {0};
    series.forEach((int id) -> {
      ReadGuard.check(steps[0]++);
      postings.catalog().read(id, reader);
      while (reader.next()) {
        if (reader.name() == nameSymbol) {
          values.set(reader.value());
        }
      }
    });
    return values.stream().toArray();
  }

  private static List<String> sorted(List<String> strings, int limit) {
    Utf8Order.sort(strings);
    return limit > 0 && strings.size() > limit ? List.copyOf(strings.subList(0, limit)) : strings;
  }
}
