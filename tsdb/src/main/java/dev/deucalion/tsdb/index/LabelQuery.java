package dev.deucalion.tsdb.index;

import dev.deucalion.model.labels.Matcher;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.storage.ReadGuard;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
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
    List<Integer> symbols = new ArrayList<>();
    readLock.lock();
    try {
      LabelPostings label = postings.of(name);
      if (label != null) {
        collect(name, label, matchers.isEmpty() ? null : query.evaluate(), symbols);
      }
    } finally {
      readLock.unlock();
    }
    return sorted(symbols.stream().map(postings.catalog()::symbol).toList(), limit);
  }

  private void collect(
      String name, LabelPostings label, @Nullable RoaringBitmap series, Collection<Integer> into) {
    if (series != null && series.getCardinality() < label.valueCount()) {
      collectFromSeries(name, series, into);
      return;
    }
    int step = 0;
    for (int value : label.values()) {
      ReadGuard.check(step++);
      if (series == null || label.intersects(value, series)) {
        into.add(value);
      }
    }
  }

  private void collectFromSeries(String name, RoaringBitmap series, Collection<Integer> into) {
    int nameSymbol = postings.catalog().findSymbol(name);
    BitSet seen = new BitSet();
    LabelSetReader reader = new LabelSetReader();
    int[] steps = {0};
    series.forEach((int id) -> {
      ReadGuard.check(steps[0]++);
      postings.catalog().read(id, reader);
      while (reader.next()) {
        if (reader.name() == nameSymbol && !seen.get(reader.value())) {
          seen.set(reader.value());
          into.add(reader.value());
        }
      }
    });
  }

  private static List<String> sorted(List<String> strings, int limit) {
    List<String> result = new ArrayList<>(strings);
    result.sort(Utf8Order::compare);
    return limit > 0 && result.size() > limit ? List.copyOf(result.subList(0, limit)) : result;
  }
}
