package dev.deucalion.tsdb.block;

import dev.deucalion.tsdb.index.LabelSource;
import dev.deucalion.tsdb.index.ValueFilter;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/** A label of the series in an index; numbers of values are those of symbols. For one thread. */
final class BlockLabel implements LabelSource {
  /** Of so many values the series are counted. */
  private static final int FEW_VALUES = 32;

  private static final int LABELS_WORK = 64;

  private final IndexReader index;
  private final MappedInput input;
  private final SeriesEntry entry;
  private final String name;
  private final int nameNumber;

  BlockLabel(IndexReader index, MappedInput input, SeriesEntry entry, String name, int nameNumber) {
    this.index = index;
    this.input = input;
    this.entry = entry;
    this.name = name;
    this.nameNumber = nameNumber;
  }

  @Override
  public int valueCount() {
    return index.table().valueCount(name);
  }

  @Override
  public RoaringBitmap present() {
    RoaringBitmap present = new RoaringBitmap();
    index
        .table()
        .forEach(
            input,
            name,
            (value, offset) -> {
              index.addPostings(input, offset, present);
              return true;
            });
    return present;
  }

  @Override
  public RoaringBitmap of(String value) {
    return index.postings(input, name, value);
  }

  @Override
  public long toRead(String value) {
    return index.postingsCount(input, name, value);
  }

  @Override
  public long toReadAll() {
    if (valueCount() > FEW_VALUES) {
      return index.postingsCount(input, "", "");
    }
    long[] count = {0};
    index
        .table()
        .forEach(
            input,
            name,
            (value, offset) -> {
              count[0] += index.postingsCount(input, offset);
              return true;
            });
    return count[0];
  }

  @Override
  public long toUnite(String value) {
    return toRead(value);
  }

  @Override
  public void addTo(RoaringBitmap target, String value) {
    long offset = index.table().find(input, name, value);
    if (offset != PostingsTable.NONE) {
      index.addPostings(input, offset, target);
    }
  }

  @Override
  public int candidates(ValueFilter filter) {
    List<String> prefixes = filter.prefixes();
    if (prefixes == null) {
      return valueCount();
    }
    int most = 0;
    for (String prefix : prefixes) {
      most += index.table().mostWithPrefix(input, name, prefix);
    }
    return most;
  }

  @Override
  public boolean addNamed(RoaringBitmap target, ValueFilter filter, long most) {
    long[] left = {most};
    PostingsTable.Entries add =
        (value, offset) -> {
          if (filter.names(value)) {
            left[0] -= index.postingsCount(input, offset);
            if (left[0] >= 0) {
              index.addPostings(input, offset, target);
            }
          }
          return left[0] >= 0;
        };
    List<String> prefixes = filter.prefixes();
    if (prefixes == null) {
      index.table().forEach(input, name, add);
      return left[0] >= 0;
    }
    for (String prefix : prefixes) {
      if (left[0] >= 0) {
        index.table().forEachWithPrefix(input, name, prefix, add);
      }
    }
    return left[0] >= 0;
  }

  @Override
  public int labelsWork() {
    return LABELS_WORK;
  }

  @Override
  public int valueOf(int id) {
    entry.read(id);
    while (entry.nextLabel()) {
      if (entry.name() == nameNumber) {
        return entry.value();
      }
    }
    return NO_VALUE;
  }

  @Override
  public String value(int number) {
    return index.symbols().get(input, number);
  }
}
