package dev.deucalion.tsdb.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Finds series by label: for each label name and value the ids of its series, and all series that
 * have samples. Written under the head's write lock, read under its read lock.
 */
public final class HeadPostings implements PostingsSource {
  /** Fewer values are asked again as soon as their decisions are found. */
  private static final int MIN_KEPT = 32;

  private final SeriesCatalog catalog;
  private final Map<String, LabelPostings> byName = new HashMap<>();
  private final RoaringBitmap all = new RoaringBitmap();
  private final LabelSetReader reader = new LabelSetReader();
  private final DecisionCache decisions = new DecisionCache();
  private long labelPairs;

  /** Postings of no series; the catalog knows their labels. */
  public HeadPostings(SeriesCatalog catalog) {
    this.catalog = catalog;
  }

  /** Makes a series findable. */
  public void add(int id) {
    all.add(id);
    catalog.read(id, reader);
    while (reader.next()) {
      LabelPostings postings = ofOrNew(catalog.symbol(reader.name()));
      int before = postings.valueCount();
      postings.add(reader.value(), id);
      labelPairs += postings.valueCount() - before;
    }
  }

  private LabelPostings ofOrNew(String name) {
    LabelPostings postings = byName.get(name);
    if (postings == null) {
      postings = new LabelPostings();
      byName.put(name, postings);
    }
    return postings;
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

  @Override
  public RoaringBitmap all() {
    return all;
  }

  /** Names of labels; a view. */
  Set<String> names() {
    return byName.keySet();
  }

  @Override
  public @Nullable LabelSource label(String name) {
    LabelPostings postings = byName.get(name);
    return postings == null ? null : new HeadLabel(catalog, postings, name);
  }

  /**
   * Runs the regular expressions of a query ahead, taking the head's read lock for short moments
   * only; {@link PostingsQuery#evaluate} finds their decisions, and makes those that are new, under
   * the lock. What they say of all values of a label is kept for whoever asks the same again.
   *
   * <p>The caller has pinned the series, so that no symbol is given to another string meanwhile.
   */
  public void prepare(PostingsQuery query, Lock readLock) {
    int retirements = catalog.symbolRetirements();
    List<ValueFilter> open = undecided(query.filters(), retirements, readLock);
    if (open.isEmpty()) {
      return;
    }
    RoaringBitmap base;
    readLock.lock();
    try {
      base = query.evaluateLookups();
    } finally {
      readLock.unlock();
    }
    for (ValueFilter filter : open) {
      prepare(filter, base, retirements, readLock);
    }
  }

  /** Recalls what was said of the values of the filters' labels; returns those that lack some. */
  private List<ValueFilter> undecided(List<ValueFilter> filters, int retirements, Lock readLock) {
    List<ValueFilter> open = new ArrayList<>(filters.size());
    for (ValueFilter filter : filters) {
      filter.recall(decisions.find(filter.matcher(), retirements));
      readLock.lock();
      try {
        LabelPostings postings = byName.get(filter.matcher().name());
        if (postings != null && filter.decisionsOfAll(postings) == null) {
          open.add(filter);
        }
      } finally {
        readLock.unlock();
      }
    }
    return open;
  }

  private void prepare(ValueFilter filter, RoaringBitmap base, int retirements, Lock readLock) {
    String name = filter.matcher().name();
    LabelPostings postings;
    HeadLabel label;
    int changes;
    int[] values = null;
    readLock.lock();
    try {
      postings = byName.get(name);
      if (postings == null) {
        return;
      }
      label = new HeadLabel(catalog, postings, name);
      if (label.candidates(filter) < base.getCardinality()) {
        values = postings.values();
      }
      changes = postings.changes();
    } finally {
      readLock.unlock();
    }
    if (values == null) {
      base.forEach((int id) -> filter.acceptsSeries(label, id));
    } else {
      for (int value : values) {
        filter.accepts(label, value);
      }
      if (values.length >= MIN_KEPT) {
        decisions.keep(filter.matcher(), filter.decided(retirements, postings, changes));
      }
    }
  }

  DecisionCache decisions() {
    return decisions;
  }

  @Nullable LabelPostings of(String name) {
    return byName.get(name);
  }

  SeriesCatalog catalog() {
    return catalog;
  }
}
