package dev.deucalion.tsdb.compact;

import dev.deucalion.storage.SampleCursor;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReencoder;
import dev.deucalion.tsdb.merge.MergedCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Chunks of one series that overlap, made into chunks that do not. Order of calls: {@link #add}
 * some, {@link #merge}, then {@link #next} until it says false. Not thread-safe.
 */
final class OverlapMerge {
  /** By number of the source, the first first; each source's by their times. */
  private final TreeMap<Integer, List<ChunkData>> bySource = new TreeMap<>();

  private final List<ChunkData> spare = new ArrayList<>();
  private final ChunkReencoder reencoder = new ChunkReencoder();
  private boolean isReading;

  /** Adds a chunk, whose content is exchanged for another one that does not matter. */
  void add(int source, ChunkData chunk) {
    for (List<ChunkData> others : bySource.values()) {
      if (others.stream().anyMatch(chunk::hasSameBytes)) {
        return;
      }
    }
    ChunkData kept = spare.isEmpty() ? new ChunkData() : spare.removeLast();
    kept.swapWith(chunk);
    bySource.computeIfAbsent(source, s -> new ArrayList<>()).add(kept);
  }

  /** Ends the adding. */
  void merge() {
    List<SampleCursor> cursors = new ArrayList<>();
    for (List<ChunkData> chunks : bySource.values()) {
      cursors.add(new ChunkChain(List.copyOf(chunks)));
    }
    reencoder.reset(new MergedCursor(cursors));
    isReading = true;
  }

  /** Fills in the next chunk; false at the end, and before {@link #merge}. */
  boolean next(ChunkData into) {
    if (!isReading) {
      return false;
    }
    if (isOneChunk()) {
      into.swapWith(bySource.firstEntry().getValue().getFirst());
      clear();
      return true;
    }
    if (!reencoder.next(into)) {
      clear();
    }
    return isReading;
  }

  /** Whether all chunks were the same: then it is passed on as it is. */
  private boolean isOneChunk() {
    return bySource.size() == 1 && bySource.firstEntry().getValue().size() == 1;
  }

  /** Forgets all chunks. */
  void clear() {
    bySource.values().forEach(spare::addAll);
    bySource.clear();
    isReading = false;
  }
}
