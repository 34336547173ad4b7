package dev.deucalion.tsdb.compact;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReencoder;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.chunk.SeriesSamples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Chunks in memory, made of samples: {@link Double} or {@link Histogram} by time. */
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
    List<Map.Entry<Long, Object>> entries = List.copyOf(samples.entrySet());
    for (int from = 0; from < entries.size(); from += perChunk) {
      List<Map.Entry<Long, Object>> part =
          entries.subList(from, Math.min(entries.size(), from + perChunk));
      ChunkReencoder encoder = new ChunkReencoder();
      encoder.reset(new ListCursor(part));
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
      result.put(before, read(samples));
    }
    return result;
  }

  private static Map<Long, Object> read(SampleCursor cursor) {
    NavigableMap<Long, Object> result = new TreeMap<>();
    long[] times = new long[7];
    double[] values = new double[7];
    Histogram[] histograms = new Histogram[7];
    int floats;
    int others;
    do {
      floats = cursor.next(times, values);
      for (int i = 0; i < floats; i++) {
        put(result, times[i], values[i]);
      }
      others = cursor.nextHistograms(times, histograms);
      for (int i = 0; i < others; i++) {
        put(result, times[i], histograms[i]);
      }
    } while (floats + others > 0);
    return result;
  }

  private static void put(NavigableMap<Long, Object> result, long timeMs, Object sample) {
    if (!result.isEmpty() && timeMs <= result.lastKey()) {
      throw new AssertionError("samples out of order: " + result.lastKey() + ", " + timeMs);
    }
    result.put(timeMs, sample);
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

  private static final class ListCursor implements SampleCursor {
    private final List<Map.Entry<Long, Object>> samples;
    private int at;

    ListCursor(List<Map.Entry<Long, Object>> samples) {
      this.samples = samples;
    }

    @Override
    public int next(long[] timesMs, double[] values) {
      int count = 0;
      while (count < timesMs.length
          && at < samples.size()
          && samples.get(at).getValue() instanceof Double value) {
        timesMs[count] = samples.get(at++).getKey();
        values[count++] = value;
      }
      return count;
    }

    @Override
    public int nextHistograms(long[] timesMs, Histogram[] histograms) {
      int count = 0;
      while (count < timesMs.length
          && at < samples.size()
          && samples.get(at).getValue() instanceof Histogram histogram) {
        timesMs[count] = samples.get(at++).getKey();
        histograms[count++] = histogram;
      }
      return count;
    }
  }
}
