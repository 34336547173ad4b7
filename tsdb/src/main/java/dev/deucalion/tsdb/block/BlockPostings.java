package dev.deucalion.tsdb.block;

import dev.deucalion.tsdb.index.LabelSource;
import dev.deucalion.tsdb.index.PostingsSource;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Finds series in an index by label; ids are refs in it. For one thread. */
final class BlockPostings implements PostingsSource {
  private final IndexReader index;
  private final MappedInput input;
  private final SeriesEntry entry;

  BlockPostings(IndexReader index) {
    this.index = index;
    this.input = index.newInput();
    this.entry = new SeriesEntry(index, SymbolCache.none());
  }

  @Override
  public RoaringBitmap all() {
    return index.all(input);
  }

  @Override
  public @Nullable LabelSource label(String name) {
    int number = index.nameNumber(name);
    return number == IndexSymbols.NONE ? null : new BlockLabel(index, input, entry, name, number);
  }
}
