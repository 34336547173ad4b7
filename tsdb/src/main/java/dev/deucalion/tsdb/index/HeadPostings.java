package dev.deucalion.tsdb.index;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds series by label: for each label name and value the ids of its series, and all series that
 * have samples. Written under the head's write lock, read under its read lock.
 */
public final class HeadPostings {
  private final SeriesCatalog catalog;
  private final Map<String, LabelPostings> byName = new HashMap<>();
  private final RoaringBitmap all = new RoaringBitmap();
  private final LabelSetReader reader = new LabelSetReader();
  private long labelPairs;

  public HeadPostings(SeriesCatalog catalog) {
    this.catalog = catalog;
  }

  /** Makes a series findable. */
  public void add(int id) {
    all.add(id);
    catalog.read(id, reader);
    while (reader.next()) {
      LabelPostings postings =
          byName.computeIfAbsent(catalog.symbol(reader.name()), n -> new LabelPostings());
      int before = postings.valueCount();
      postings.add(reader.value(), id);
      labelPairs += postings.valueCount() - before;
    }
  }

  /** Makes a series unfindable; nothing happens where it is already. */
  public void remove(int id) {
    if (!all.contains(id)) {
      return;
    }
    all.remove(id);
    catalog.read(id, reader);
    while (reader.next()) {
      String name = catalog.symbol(reader.name());
      LabelPostings postings = byName.get(name);
      if (postings != null) {
        int before = postings.valueCount();
        postings.remove(reader.value(), id);
        labelPairs += postings.valueCount() - before;
        if (postings.valueCount() == 0) {
          byName.remove(name);
        }
      }
    }
  }

  /** Number of distinct pairs of name and value. */
  public long labelPairs() {
    return labelPairs;
  }

  /** Number of series that can be found. */
  public int seriesCount() {
    return all.getCardinality();
  }

  /** Calls with the id of each series, rising. */
  public void forEachSeries(IntConsumer action) {
    all.forEach((int id) -> action.accept(id));
  }

  /** All series; not to be changed. */
  RoaringBitmap all() {
    return all;
  }

  /** Names of labels; a view. */
  Set<String> names() {
    return byName.keySet();
  }

  @Nullable LabelPostings of(String name) {
    return byName.get(name);
  }

  SeriesCatalog catalog() {
    return catalog;
  }
}
