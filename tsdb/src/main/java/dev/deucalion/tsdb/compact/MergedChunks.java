package dev.deucalion.tsdb.compact;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.file.Closing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Several sources of chunks as one. Chunks that overlap none of another source are passed on as
 * they are; those that do are taken together and encoded anew, each time once. Not thread-safe.
 */
final class MergedChunks implements SeriesChunks {
  private final List<ChunkSource> sources = new ArrayList<>();

  /** The sources that have the present series. */
  private final List<ChunkSource> members = new ArrayList<>();

  private final OverlapMerge overlap = new OverlapMerge();
  private Labels labels = Labels.EMPTY;

  /**
   * @param sources which this merge closes; where two have a sample of the same time, the first
   *     counts
   */
  MergedChunks(List<? extends SeriesChunks> sources) {
    sources.forEach(source -> this.sources.add(new ChunkSource(source)));
  }

  @Override
  public Iterator<String> symbols() throws IOException {
    List<Iterator<String>> symbols = new ArrayList<>();
    for (ChunkSource source : sources) {
      symbols.add(source.chunks().symbols());
    }
    return new MergedSymbols(symbols);
  }

  @Override
  public boolean nextSeries() throws IOException {
    overlap.clear();
    for (ChunkSource source : members.isEmpty() ? sources : members) {
      source.nextSeries();
    }
    members.clear();
    for (ChunkSource source : sources) {
      if (!source.hasSeries()) {
        continue;
      }
      int order = members.isEmpty() ? -1 : source.labels().compareTo(labels);
      if (order < 0) {
        members.clear();
        labels = source.labels();
      }
      if (order <= 0) {
        members.add(source);
      }
    }
    for (ChunkSource member : members) {
      member.readChunk();
    }
    return !members.isEmpty();
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public boolean nextChunk(ChunkData into) throws IOException {
    if (overlap.next(into)) {
      return true;
    }
    ChunkSource first = first();
    if (!first.hasChunk()) {
      return false;
    }
    long endMs = first.chunk().maxTimeMs;
    first.takeChunk(into);
    ChunkSource other = first();
    if (!other.hasChunk() || other.chunk().minTimeMs > endMs) {
      return true;
    }
    overlap.add(members.indexOf(first), into);
    while (other.hasChunk() && other.chunk().minTimeMs <= endMs) {
      endMs = Math.max(endMs, other.chunk().maxTimeMs);
      other.takeChunk(into);
      overlap.add(members.indexOf(other), into);
      other = first();
    }
    overlap.merge();
    return overlap.next(into);
  }

  /** The member with the earliest chunk; any when none has a chunk. */
  private ChunkSource first() {
    ChunkSource first = members.getFirst();
    for (ChunkSource member : members) {
      if (member.hasChunk()
          && (!first.hasChunk() || member.chunk().minTimeMs < first.chunk().minTimeMs)) {
        first = member;
      }
    }
    return first;
  }

  @Override
  public void close() throws IOException {
    Closing.all(sources.stream().map(ChunkSource::chunks).toList());
  }
}
