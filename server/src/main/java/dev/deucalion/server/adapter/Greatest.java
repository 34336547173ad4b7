package dev.deucalion.server.adapter;

import dev.deucalion.http.source.StatusSource.NamedCount;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the greatest of many counts, of equal ones those whose names come first. */
final class Greatest {
  private static final Comparator<NamedCount> GREATEST_FIRST =
      Comparator.comparingLong(NamedCount::count).reversed().thenComparing(NamedCount::name);

  private final PriorityQueue<NamedCount> kept = new PriorityQueue<>(GREATEST_FIRST.reversed());
  private final int limit;

  /**
   * @param limit how many are kept, greater than 0
   */
  Greatest(int limit) {
    this.limit = limit;
  }

  /** Whether such a count can be among them; asked before a name is made that costs something. */
  boolean takes(long count) {
    NamedCount least = kept.peek();
    return kept.size() < limit || least == null || count >= least.count();
  }

  void offer(String name, long count) {
    kept.add(new NamedCount(name, count));
    if (kept.size() > limit) {
      kept.remove();
    }
  }

  /** Those that were kept, greatest first. */
  List<NamedCount> list() {
    return kept.stream().sorted(GREATEST_FIRST).toList();
  }
}
