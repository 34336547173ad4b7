package dev.deucalion.tsdb.head;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReader;
import dev.deucalion.tsdb.chunk.CorruptChunkException;
import dev.deucalion.tsdb.chunk.XorEncoder;
import dev.deucalion.tsdb.restart.DistrustException;
import dev.deucalion.tsdb.restart.OpenFloats;
import dev.deucalion.tsdb.restart.RestartConsumer;
import java.io.IOException;

/**
 * Puts back what a restart file has. The files of full chunks may be newer: where one has the
 * samples of an open chunk, that is left out. For one thread.
 */
final class HeadImageRestorer implements RestartConsumer {
  private final HeadState head;
  private final HeadWriter writer;
  private final HeadRestorer restorer;
  private final FullChunkRestorer fullChunks;
  private final XorEncoder encoder = new XorEncoder();
  private final ChunkReader reader = new ChunkReader();

  HeadImageRestorer(
      HeadState head, HeadWriter writer, HeadRestorer restorer, FullChunkRestorer fullChunks) {
    this.head = head;
    this.writer = writer;
    this.restorer = restorer;
    this.fullChunks = fullChunks;
  }

  @Override
  public void noSamples(long logRef, Labels labels) throws IOException {
    restorer.series(logRef, labels);
  }

  @Override
  public void allFull(long logRef, Labels labels, long lastTimeMs, long lastValueBits)
      throws IOException {
    if (isOver(lastTimeMs)) {
      restorer.series(logRef, labels);
      return;
    }
    int id = restorer.restoredId(logRef, labels);
    if (!fullChunks.has(id, lastTimeMs, lastValueBits)) {
      throw new DistrustException("chunk files lack chunks of " + labels);
    }
  }

  @Override
  public void openFloats(long logRef, Labels labels, OpenFloats open) throws IOException {
    if (isOver(open.lastTimeMs)) {
      restorer.series(logRef, labels);
      return;
    }
    int id = restorer.restoredId(logRef, labels);
    long firstMs = XorEncoder.firstTimeMs(open.chunk, open.from);
    if (fullChunks.has(id, firstMs, open.lastValueBits)) {
      if (!fullChunks.has(id, open.lastTimeMs, open.lastValueBits)) {
        throw new DistrustException("chunk files have the first samples only of " + labels);
      }
      return;
    }
    encoder.lastTimeMs = open.lastTimeMs;
    encoder.lastValueBits = open.lastValueBits;
    encoder.lastDeltaMs = open.lastDeltaMs;
    encoder.leading = open.leading;
    encoder.trailing = open.trailing;
    encoder.samples = open.samples;
    encoder.bits = open.bits;
    encoder.takeTail(open.chunk, open.from);
    writer.restoreOpen(id, encoder, open.untilNextMs, firstMs, open.chunk, open.from);
  }

  /** Histograms are few, and are appended again. */
  @Override
  public void openHistograms(long logRef, Labels labels, ChunkData chunk) throws IOException {
    int samples = chunk.samples();
    long[] times = new long[samples];
    Histogram[] histograms = new Histogram[samples];
    reader.reset(chunk);
    int count = 0;
    try {
      for (int more = -1; more != 0; count += more) {
        more = reader.nextHistograms(times, histograms, count, samples - count);
      }
    } catch (CorruptChunkException e) {
      throw new DistrustException("open chunk of " + labels + ": " + e.getMessage());
    }
    if (count == 0 || isOver(times[count - 1])) {
      restorer.series(logRef, labels);
      return;
    }
    head.postings().add(restorer.restoredId(logRef, labels));
    for (int i = 0; i < count; i++) {
      restorer.histogram(logRef, times[i], histograms[i]);
    }
    restorer.endRecord();
  }

  /** Whether blocks have all samples of a series. */
  private boolean isOver(long lastTimeMs) {
    return lastTimeMs < head.counters().minValidTimeMs;
  }

  @Override
  public void secondRef(long secondRef, long logRef) throws IOException {
    restorer.secondRef(secondRef, logRef);
  }

  @Override
  public void record(byte[] bytes, int from, int length) throws IOException {
    restorer.record(bytes, from, length);
  }
}
