package dev.deucalion.tsdb.block;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReader;
import dev.deucalion.tsdb.chunk.CorruptChunkException;
import java.nio.file.Path;
import java.util.List;
import org.roaringbitmap.IntIterator;

/** Reads all series of a block, their chunks and all samples of these. */
final class SeriesCheck {
  private final MappedBlock block;
  private final Path dir;
  private final BlockMeta meta;
  private final List<String> problems;
  private final SeriesEntry entry;
  private final ChunkLoader loader;
  private final ChunkRefs refs = new ChunkRefs();
  private final ChunkData chunk = new ChunkData();
  private final ChunkReader reader = new ChunkReader();
  private final long[] timesMs = new long[256];
  private final double[] values = new double[256];
  private final Histogram[] histograms = new Histogram[256];
  private long lastRef = -1;
  private long series;
  private long chunks;
  private long samples;

  SeriesCheck(MappedBlock block, Path dir, BlockMeta meta, List<String> problems) {
    this.block = block;
    this.dir = dir;
    this.meta = meta;
    this.problems = problems;
    this.entry = new SeriesEntry(block.index(), SymbolCache.large());
    this.loader = new ChunkLoader(block.chunks(), block.index().newInput());
  }

  void check() {
    MappedInput input = block.index().newInput();
    Labels last = Labels.EMPTY;
    for (IntIterator ids = block.index().all(input).getIntIterator(); ids.hasNext(); ) {
      int id = ids.next();
      entry.read(id);
      Labels labels = entry.labels();
      if (series > 0 && labels.compareTo(last) <= 0) {
        problems.add(block.index().file() + ": series " + labels + " comes after " + last);
      }
      checkOrder(labels);
      last = labels;
      entry.chunks(refs);
      for (int i = 0; i < refs.count(); i++) {
        checkChunk(labels, i);
      }
      series++;
    }
    compare("series", meta.stats().series(), series);
    compare("chunks", meta.stats().chunks(), chunks);
    compare("samples", meta.stats().samples(), samples);
  }

  private void checkOrder(Labels labels) {
    for (int i = 0; i < labels.size(); i++) {
      boolean rises = i == 0 || Utf8Order.compare(labels.name(i - 1), labels.name(i)) < 0;
      if (!rises || labels.value(i).isEmpty()) {
        problems.add(block.index().file() + ": labels of " + labels + " out of order or empty");
      }
    }
  }

  private void checkChunk(Labels labels, int i) {
    chunks++;
    long ref = refs.ref(i);
    if (ref <= lastRef) {
      problems.add(block.index().file() + ": chunk refs of " + labels + " do not rise");
    }
    lastRef = ref;
    if (refs.minTimeMs(i) < meta.minTimeMs() || refs.maxTimeMs(i) >= meta.maxTimeMs()) {
      problems.add(
          "%s: chunk of %s from %s to %s is outside of the block"
              .formatted(block.index().file(), labels, refs.minTimeMs(i), refs.maxTimeMs(i)));
    }
    loader.load(ref, chunk);
    String problem = samplesProblem(refs.minTimeMs(i), refs.maxTimeMs(i));
    if (!problem.isEmpty()) {
      problems.add(
          "%s: at offset %s: %s".formatted(loader.file(), ChunkSegmentLayout.offset(ref), problem));
    }
  }

  /** What is wrong with the samples of the chunk, or the empty string. */
  private String samplesProblem(long minTimeMs, long maxTimeMs) {
    try {
      reader.reset(chunk);
      long lastMs = Long.MIN_VALUE;
      boolean first = true;
      while (reader.remaining() > 0) {
        int count =
            chunk.encoding.isHistogram()
                ? reader.nextHistograms(timesMs, histograms)
                : reader.next(timesMs, values);
        if (first && timesMs[0] != minTimeMs) {
          return "begins at " + timesMs[0] + ", the index says " + minTimeMs;
        }
        for (int i = 0; i < count; i++) {
          if (!first && timesMs[i] <= lastMs) {
            return "time " + timesMs[i] + " comes after " + lastMs;
          }
          first = false;
          lastMs = timesMs[i];
        }
        samples += count;
      }
      return first || lastMs == maxTimeMs
          ? ""
          : "ends at " + lastMs + ", the index says " + maxTimeMs;
    } catch (CorruptChunkException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void compare(String what, long said, long found) {
    if (said != found) {
      problems.add("%s: has %s %s, is said to have %s".formatted(dir, found, what, said));
    }
  }
}
