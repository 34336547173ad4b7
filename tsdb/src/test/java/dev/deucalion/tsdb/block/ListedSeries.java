package dev.deucalion.tsdb.block;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.SeriesChunks;
import dev.deucalion.tsdb.chunk.XorDecoder;
import dev.deucalion.tsdb.chunk.XorEncoder;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Float series in memory, as what a block is written from. */
final class ListedSeries implements SeriesChunks {
  private static final int CHUNK_SAMPLES = 120;

  private final SortedMap<Labels, SortedMap<Long, Double>> series = new TreeMap<>();
  private Iterator<Map.Entry<Labels, SortedMap<Long, Double>>> rest = series.entrySet().iterator();
  private Labels labels = Labels.EMPTY;
  private Queue<Map.Entry<Long, Double>> samples = new ArrayDeque<>();

  ListedSeries add(Labels of, long timeMs, double value) {
    series.computeIfAbsent(of, l -> new TreeMap<>()).put(timeMs, value);
    rest = series.entrySet().iterator();
    return this;
  }

  SortedMap<Labels, SortedMap<Long, Double>> series() {
    return series;
  }

  /** The samples of a series, empty where there is none. */
  SortedMap<Long, Double> samples(Labels of) {
    return series.getOrDefault(of, new TreeMap<>());
  }

  @Override
  public Iterator<String> symbols() {
    TreeSet<String> symbols = new TreeSet<>(Utf8Order::compare);
    for (Labels each : series.keySet()) {
      each.forEach((name, value) -> {
        symbols.add(name);
        symbols.add(value);
      });
    }
    return symbols.iterator();
  }

  @Override
  public boolean nextSeries() {
    if (!rest.hasNext()) {
      return false;
    }
    Map.Entry<Labels, SortedMap<Long, Double>> next = rest.next();
    labels = next.getKey();
    samples = new ArrayDeque<>(next.getValue().entrySet());
    return true;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public boolean nextChunk(ChunkData into) {
    if (samples.isEmpty()) {
      return false;
    }
    XorEncoder encoder = new XorEncoder();
    encoder.clear();
    byte[] bytes = new byte[CHUNK_SAMPLES * XorEncoder.MAX_SAMPLE_BYTES + 64];
    while (!samples.isEmpty() && encoder.samples < CHUNK_SAMPLES) {
      Map.Entry<Long, Double> sample = samples.remove();
      if (encoder.samples == 0) {
        into.minTimeMs = sample.getKey();
      }
      into.maxTimeMs = sample.getKey();
      encoder.append(
          bytes,
          0,
          bytes.length - XorDecoder.PADDING_BYTES,
          sample.getKey(),
          Double.doubleToRawLongBits(sample.getValue()));
    }
    encoder.complete(bytes, 0);
    into.encoding = ChunkEncoding.XOR;
    into.bytes = bytes;
    into.from = 0;
    // Prometheus' encoder has an empty byte open behind the whole bytes of the first sample.
    into.length = encoder.bytes() + (encoder.samples == 1 ? 1 : 0);
    return true;
  }

  @Override
  public void close() {}
}
