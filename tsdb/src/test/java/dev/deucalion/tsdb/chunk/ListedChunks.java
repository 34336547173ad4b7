package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.storage.MapCursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Chunks in memory, made of samples by time as {@link MapCursor} has them. */
public final class ListedChunks implements SeriesChunks {
  private final TreeMap<Labels, List<ChunkData>> chunks = new TreeMap<>();
  private Iterator<Map.Entry<Labels, List<ChunkData>>> series =
      List.<Map.Entry<Labels, List<ChunkData>>>of().iterator();
  private Labels labels = Labels.EMPTY;
  private Iterator<ChunkData> left = List.<ChunkData>of().iterator();
  private boolean begun;
  public boolean closed;

  /** Adds the samples of a series, in chunks of at most so many. */
  public ListedChunks add(Labels of, NavigableMap<Long, Object> samples, int perChunk) {
    List<ChunkData> list = chunks.computeIfAbsent(of, l -> new ArrayList<>());
    List<Long> times = List.copyOf(samples.keySet());
    for (int from = 0; from < times.size(); from += perChunk) {
      int last = Math.min(times.size(), from + perChunk) - 1;
      ChunkReencoder encoder = new ChunkReencoder();
      encoder.reset(new MapCursor(samples.subMap(times.get(from), true, times.get(last), true)));
      ChunkData chunk = new ChunkData();
      while (encoder.next(chunk)) {
        list.add(chunk);
        chunk = new ChunkData();
      }
    }
    return this;
  }

  /** Everything that chunks hold, by series and time; fails when they are out of order. */
  public static Map<Labels, Map<Long, Object>> read(SeriesChunks from) throws IOException {
    Map<Labels, Map<Long, Object>> result = new TreeMap<>();
    Labels before = Labels.EMPTY;
    while (from.nextSeries()) {
      if (from.labels().compareTo(before) <= 0) {
        throw new AssertionError("series out of order: " + before + ", " + from.labels());
      }
      before = from.labels();
      SeriesSamples samples = new SeriesSamples();
      samples.reset(from);
      result.put(before, MapCursor.read(samples, 7));
    }
    return result;
  }

  @Override
  public Iterator<String> symbols() {
    TreeSet<String> symbols = new TreeSet<>(Utf8Order::compare);
    for (Labels of : chunks.keySet()) {
      of.forEach((name, value) -> {
        symbols.add(name);
        symbols.add(value);
      });
    }
    return symbols.iterator();
  }

  @Override
  public boolean nextSeries() {
    if (!begun) {
      begun = true;
      series = chunks.entrySet().iterator();
    }
    if (!series.hasNext()) {
      return false;
    }
    Map.Entry<Labels, List<ChunkData>> next = series.next();
    labels = next.getKey();
    left = next.getValue().iterator();
    return true;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public boolean nextChunk(ChunkData into) {
    if (!left.hasNext()) {
      return false;
    }
    ChunkData next = Objects.requireNonNull(left.next());
    into.minTimeMs = next.minTimeMs;
    into.maxTimeMs = next.maxTimeMs;
    into.encoding = next.encoding;
    into.bytes = next.bytes.clone();
    into.from = next.from;
    into.length = next.length;
    return true;
  }

  @Override
  public void close() {
    closed = true;
  }
}
