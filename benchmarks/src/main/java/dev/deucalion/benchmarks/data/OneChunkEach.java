package dev.deucalion.benchmarks.data;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.chunk.XorEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Series to be written into a block, with the same short chunk each: only their labels matter. */
public final class OneChunkEach implements SeriesChunks {
  public static final long MIN_TIME_MS = 1_700_000_000_000L;
  public static final long MAX_TIME_MS = MIN_TIME_MS + 3 * 15_000L;

  private static final int MAX_BYTES = 256;

  private final int count;
  private final IntFunction<Labels> sorted;
  private final ChunkData chunk = new ChunkData();
  private int series = -1;
  private boolean chunkIsNext;

  /**
   * @param count number of series
   * @param sorted labels of series 0 up to {@code count} exclusive, in their order
   */
  public OneChunkEach(int count, IntFunction<Labels> sorted) {
    this.count = count;
    this.sorted = sorted;
    fillChunk();
  }

  private void fillChunk() {
    chunk.reserve(MAX_BYTES);
    XorEncoder encoder = new XorEncoder();
    encoder.clear();
    for (long timeMs = MIN_TIME_MS; timeMs <= MAX_TIME_MS; timeMs += 15_000) {
      encoder.append(chunk.bytes, 0, MAX_BYTES, timeMs, Double.doubleToRawLongBits(1));
    }
    encoder.complete(chunk.bytes, 0);
    chunk.encoding = ChunkEncoding.XOR;
    chunk.length = encoder.bytes();
    chunk.minTimeMs = MIN_TIME_MS;
    chunk.maxTimeMs = MAX_TIME_MS;
  }

  @Override
  public Iterator<String> symbols() {
    Set<String> symbols = new HashSet<>();
    for (int i = 0; i < count; i++) {
      sorted
          .apply(i)
          .forEach((name, value) -> {
            symbols.add(name);
            symbols.add(value);
          });
    }
    List<String> inOrder = new ArrayList<>(symbols);
    inOrder.sort(Utf8Order::compare);
    return inOrder.iterator();
  }

  @Override
  public boolean nextSeries() {
    series++;
    chunkIsNext = series < count;
    return chunkIsNext;
  }

  @Override
  public Labels labels() {
    return sorted.apply(series);
  }

  @Override
  public boolean nextChunk(ChunkData into) {
    if (!chunkIsNext) {
      return false;
    }
    chunkIsNext = false;
    into.minTimeMs = chunk.minTimeMs;
    into.maxTimeMs = chunk.maxTimeMs;
    into.encoding = chunk.encoding;
    into.reserve(chunk.length);
    into.from = 0;
    into.length = chunk.length;
    System.arraycopy(chunk.bytes, 0, into.bytes, 0, chunk.length);
    return true;
  }

  @Override
  public void close() {}
}
