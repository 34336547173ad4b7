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
    PostingsQuery query = new PostingsQuery(postings, matchers);
    postings.prepare(query, readLock);
    int[] symbols = {};
    readLock.lock();
    try {
      LabelPostings label = postings.of(name);
      if (label != null) {
        symbols = matchers.isEmpty() ? label.values() : valuesOf(name, label, query.evaluate());
      }
    } finally {
      readLock.unlock();
    }
    List<String> values = new ArrayList<>(symbols.length);
    for (int symbol : symbols) {
      values.add(postings.catalog().symbol(symbol));
    }
    return sorted(values, limit);
  }

  /** Symbols of the values that a label has in some series. */
  private int[] valuesOf(String name, LabelPostings label, RoaringBitmap series) {
    if (series.getCardinality() < label.valueCount()) {
      return valuesOf(name, series);
    }
    int[] values = label.values();
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      ReadGuard.check(i);
      if (label.intersects(values[i], series)) {
        values[count++] = values[i];
      }
    }
    return Arrays.copyOf(values, count);
  }

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
