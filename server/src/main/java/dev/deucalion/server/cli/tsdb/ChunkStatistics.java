package dev.deucalion.server.cli.tsdb;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReader;
import java.util.ArrayList;
import java.util.List;

/** How many samples, bytes and buckets chunks have, as histograms of text. Not thread-safe. */
final class ChunkStatistics {
  private static final int BATCH = 128;

  private final boolean wanted;
  private final List<Integer> floatSamples = new ArrayList<>();
  private final List<Integer> floatBytes = new ArrayList<>();
  private final List<Integer> histogramSamples = new ArrayList<>();
  private final List<Integer> histogramBytes = new ArrayList<>();
  private final List<Integer> buckets = new ArrayList<>();
  private final ChunkReader reader = new ChunkReader();
  private final long[] timesMs = new long[BATCH];
  private final Histogram[] histograms = new Histogram[BATCH];
  private int chunks;

  /**
   * @param wanted whether anything is counted
   */
  ChunkStatistics(boolean wanted) {
    this.wanted = wanted;
  }

  void add(ChunkData chunk) {
    if (!wanted) {
      return;
    }
    chunks++;
    if (!chunk.encoding.isHistogram()) {
      floatSamples.add(chunk.samples());
      floatBytes.add(chunk.length);
      return;
    }
    histogramSamples.add(chunk.samples());
    histogramBytes.add(chunk.length);
    reader.reset(chunk);
    int sum = 0;
    for (int n = reader.nextHistograms(timesMs, histograms);
        n > 0;
        n = reader.nextHistograms(timesMs, histograms)) {
      for (int i = 0; i < n; i++) {
        FloatHistogram histogram = histograms[i].toFloat();
        sum += histogram.positive().length + histogram.negative().length;
      }
    }
    buckets.add(sum);
  }

  /** All histograms, each with a name and an empty line behind it. */
  @Override
  public String toString() {
    return TextHistogram.of("samples per float chunk", floatSamples, chunks)
        + TextHistogram.of("bytes per float chunk", floatBytes, chunks)
        + TextHistogram.of("samples per histogram chunk", histogramSamples, chunks)
        + TextHistogram.of("bytes per histogram chunk", histogramBytes, chunks)
        + TextHistogram.of("buckets per histogram chunk", buckets, chunks);
  }
}
