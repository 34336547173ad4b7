package dev.deucalion.tsdb.index;

import org.roaringbitmap.RoaringBitmap;

/** A label of the head's series; numbers of values are symbols. Read as {@link HeadPostings}. */
final class HeadLabel implements LabelSource {
  /** So many values are looked at in the time that the labels of a series take. */
  private static final int VALUES_PER_SERIES = 2;

  /** See {@code FewSeriesBenchmark}: 20 to 40 ns, and what they are may not be in the caches. */
  private static final int LABELS_WORK = 16;

  private final SeriesCatalog catalog;
  private final LabelPostings postings;
  private final String name;
  private final LabelSetReader reader = new LabelSetReader();

  /** Symbol of the name, once it is needed. */
  private int nameSymbol = SeriesCatalog.NO_SYMBOL;

  HeadLabel(SeriesCatalog catalog, LabelPostings postings, String name) {
    this.catalog = catalog;
    this.postings = postings;
    this.name = name;
  }

  @Override
  public int valueCount() {
    return postings.valueCount();
  }

  @Override
  public RoaringBitmap present() {
    return postings.present();
  }

  @Override
  public RoaringBitmap of(String value) {
    int symbol = catalog.findSymbol(value);
    return symbol == SeriesCatalog.NO_SYMBOL ? new RoaringBitmap() : postings.of(symbol);
  }

  @Override
  public long toRead(String value) {
    return 0;
  }

  @Override
  public long toReadAll() {
    return 0;
  }

  @Override
  public long toUnite(String value) {
    int symbol = catalog.findSymbol(value);
    return symbol == SeriesCatalog.NO_SYMBOL ? 0 : postings.toUnite(symbol);
  }

  @Override
  public void addTo(RoaringBitmap target, String value) {
    int symbol = catalog.findSymbol(value);
    if (symbol != SeriesCatalog.NO_SYMBOL) {
      postings.addTo(symbol, target);
    }
  }

  @Override
  public int candidates(ValueFilter filter) {
    DecidedValues decided = filter.decisionsOfAll(postings);
    int values =
        decided == null ? postings.valueCount() : decided.count(!filter.matcher().matchesEmpty());
    return values / VALUES_PER_SERIES;
  }

  @Override
  public boolean addNamed(RoaringBitmap target, ValueFilter filter, long most) {
    boolean matchesEmpty = filter.matcher().matchesEmpty();
    DecidedValues decided = filter.decisionsOfAll(postings);
    if (decided != null) {
      return addNamed(target, decided, !matchesEmpty, most);
    }
    long left = most;
    for (int value : postings.values()) {
      if (filter.accepts(this, value) != matchesEmpty) {
        left -= postings.toUnite(value);
        if (left < 0) {
          return false;
        }
        postings.addTo(value, target);
      }
    }
    return true;
  }

  private boolean addNamed(RoaringBitmap target, DecidedValues decided, boolean wanted, long most) {
    long left = most;
    for (int value = decided.next(0, wanted); value >= 0; value = decided.next(value + 1, wanted)) {
      left -= postings.toUnite(value);
      if (left < 0) {
        return false;
      }
      postings.addTo(value, target);
    }
    return true;
  }

  @Override
  public int labelsWork() {
    return LABELS_WORK;
  }

  @Override
  public int valueOf(int id) {
    if (nameSymbol == SeriesCatalog.NO_SYMBOL) {
      nameSymbol = catalog.findSymbol(name);
    }
    catalog.read(id, reader);
    while (reader.next()) {
      if (reader.name() == nameSymbol) {
        return reader.value();
      }
    }
    return NO_VALUE;
  }

  @Override
  public String value(int number) {
    return catalog.symbol(number);
  }
}
